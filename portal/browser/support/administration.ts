// What an administrator did before a test, through the API for scripts: without a browser, and without
// pages that might be wrong.
import { expect, type APIRequestContext } from '@playwright/test';
import { administrator } from './people.ts';

/** Asks the API and answers what it says; nothing may be refused. */
export type Administration = (method: string, path: string, data?: unknown) => Promise<any>;

export async function administration(request: APIRequestContext): Promise<Administration> {
  const headers: Record<string, string> = {};
  const ask: Administration = async (method, path, data) => {
    const answer = await request.fetch(`/api/admin/v1${path}`, { method, data, headers });
    expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
    return answer.status() === 204 ? {} : answer.json();
  };
  const { token } = await ask('POST', '/session', administrator);
  headers.authorization = `Bearer ${token}`;
  return ask;
}
