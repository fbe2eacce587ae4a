// The three kinds of response: a page, data, or only a status. Each says in its header what it is.

import type { ServerResponse } from "node:http";

export function sendHtml(res: ServerResponse, status: number, page: string): void {
  send(res, status, "text/html; charset=utf-8", page);
}

export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  send(res, status, "application/json", JSON.stringify(value));
}

export function sendText(res: ServerResponse, status: number, text: string): void {
  send(res, status, "text/plain; charset=utf-8", text);
}

/** 204: all went well, and there is nothing to say. */
export function sendNothing(res: ServerResponse): void {
  res.statusCode = 204;
  res.end();
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  res.statusCode = status;
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Length", Buffer.byteLength(body)); // In bytes: "é" is one character, and two bytes.
  res.end(body);
}
