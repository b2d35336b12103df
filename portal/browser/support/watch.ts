// What a browser complains about while a test runs: errors on its console, to which violations of the
// content-security policy belong, uncaught errors of scripts, and parts of a page that were refused.
// That a page itself is refused is the portal's answer, and for the test to judge.
import type { BrowserContext } from '@playwright/test';

export class Watch {
  private complaints: string[] = [];

  /** Listens to every page of a context. */
  over(context: BrowserContext): void {
    context.on('console', (message) => {
      // Told below, with its address.
      const isRefusal = message.text().startsWith('Failed to load resource: the server responded');
      if (message.type() === 'error' && !isRefusal) {
        this.complaints.push(`console: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => {
      this.complaints.push(`script: ${error.error().message}`);
    });
    context.on('response', (response) => {
      const isPage = response.request().isNavigationRequest();
      if (response.status() >= 500 || (response.status() >= 400 && !isPage)) {
        this.complaints.push(`${response.status()}: ${response.url()}`);
      }
    });
  }

  /** The complaints so far. They are forgotten: whoever takes them expected them. */
  take(): string[] {
    return this.complaints.splice(0);
  }
}
