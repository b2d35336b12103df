// Who looks at a page, and through what. For a whole file or group: `test.use(french)`; for one more
// browser in the same test: `await visitor({ ...french, ...phone })`.

export const english = { locale: 'en-GB' };
export const french = { locale: 'fr-FR' };
export const phone = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true };
export const dark = { colorScheme: 'dark' } as const;
export const withoutJavaScript = { javaScriptEnabled: false };

/** Every language of the portal, to make a group of tests of each. */
export const languages = [
  { code: 'en', ...english },
  { code: 'fr', ...french },
] as const;
