// The guide for one test: over a course of two small lessons, on a port of its own.

import type { TestContext } from "node:test";
import { Course } from "../../src/course/course.ts";
import { Desk } from "../../src/course/desk.ts";
import { createGuide } from "../../src/guide/guide.ts";
import type { Supervised } from "../../src/guide/servers/supervised.ts";
import { makeCourse, type TestCourse } from "../course/support/course.ts";

export interface GuideSite {
  readonly url: string;
  readonly desk: Desk;
  readonly files: TestCourse;
  /** POSTs JSON as the guide's own page does. */
  post(path: string, body?: unknown): Promise<Response>;
  /** The same, and reads the JSON of the reply. */
  // biome-ignore lint/suspicious/noExplicitAny: replies of many kinds, looked at by tests.
  postJson(path: string, body?: unknown): Promise<any>;
  /** Cuts all connections: the pages must connect again. */
  cut(): void;
}

/**
 * @param lesson the one that is opened, "01-hello"; "" for none
 * @param shop which the caller starts and ends
 */
export async function openGuide(t: TestContext, lesson = "01-hello", shop?: Supervised): Promise<GuideSite> {
  const files = makeCourse(t);
  const fail = (error: unknown) => {
    throw error;
  };
  const desk = new Desk(new Course(fail, files.root), fail);
  const app = createGuide({ desk, shop });
  const server = await app.listen(0);
  t.after(async () => {
    await app.close();
    await desk.end();
  });
  const folder = desk.course.find(lesson);
  if (folder !== undefined) await desk.visit(folder);
  const url = `http://localhost:${(server.address() as { port: number }).port}`;
  const post: GuideSite["post"] = (path, body) => {
    const type: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
    return fetch(url + path, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: url, ...type },
      body: body === undefined ? null : JSON.stringify(body),
    });
  };
  const postJson: GuideSite["postJson"] = async (path, body) => (await post(path, body)).json();
  return { url, desk, files, post, postJson, cut: () => server.closeAllConnections() };
}
