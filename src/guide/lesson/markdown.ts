// Makes a page's HTML of a README's Markdown. What a lesson may have in it is little, and all else is shown as text.

import { Marked, type Tokens } from "marked";
import { type Html, html, raw } from "../../index.ts";
import { highlight } from "./highlight.ts";

export interface MarkdownOptions {
  /** The address below which the lesson's drawings are found: "/lessons/05-parameters/". */
  readonly base: string;
  /** What stands in the place of the next ```http block. */
  readonly exchange: () => Html;
}

/** The Markdown of one section. Headings in it begin with h3: the section's own is h2. */
export function renderMarkdown(markdown: string, { base, exchange }: MarkdownOptions): Html {
  const marked = new Marked({
    renderer: {
      code({ text, lang = "" }: Tokens.Code): string {
        const [language = "", file = ""] = lang.split(" ");
        return String(language === "http" ? exchange() : codeBlock(text, language, file));
      },
      image({ href, text }: Tokens.Image): string {
        return String(html`<img class="drawing" src="${base + href}" alt="${text}">`);
      },
      // A README has no tags of its own; what looks like one is text, and a comment is for who reads the file.
      html({ text }: Tokens.HTML | Tokens.Tag): string {
        return text.startsWith("<!--") ? "" : String(html`${text}`);
      },
      heading({ tokens, depth }: Tokens.Heading): string {
        const level = Math.min(depth, 6);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const text = this.parser.parseInline(tokens);
        return /^(?:https?:\/\/|#|\/)/.test(href) ? String(html`<a href="${href}">${raw(text)}</a>`) : text;
      },
    },
  });
  return raw(marked.parse(markdown, { async: false }));
}

/** One paragraph's worth: what stands in a question or an answer. */
export function renderInline(markdown: string): Html {
  const marked = new Marked({ renderer: { html: ({ text }) => String(html`${text}`) } });
  return raw(marked.parseInline(markdown, { async: false }) as string);
}

function codeBlock(code: string, language: string, file: string): Html {
  const lines = language === "diff" ? diffLines(code) : highlight(code, language);
  const pre = html`<pre tabindex="0"><code class="language-${language}">${lines}</code></pre>`;
  return file === "" ? pre : html`<figure class="code"><figcaption>${file}</figcaption>${pre}</figure>`;
}

/** The mark at the beginning of a line says it too, so that the colour is not the only one. */
function diffLines(code: string): Html[] {
  return code.split("\n").map((line) => {
    const text = html`${line}\n`;
    if (line.startsWith("+")) return html`<ins>${text}</ins>`;
    return line.startsWith("-") ? html`<del>${text}</del>` : text;
  });
}
