/** The environment variables that name the encoding of the terminal; the first one that is set counts. */
const VARIABLES = ['LC_ALL', 'LC_CTYPE', 'LANG'] as const;

/**
 * Returns the locale, as `LANG=de_DE.ISO-8859-1`, if it is set and is not UTF-8: such a terminal shows nothing but ASCII for
 * certain (spec section 11).
 */
export function foreignLocale(environment: NodeJS.ProcessEnv): string | undefined {
  const name = VARIABLES.find((variable) => (environment[variable] ?? '') !== '');
  const locale = name && environment[name];
  return locale === undefined || /utf-?8/i.test(locale) ? undefined : `${name}=${locale}`;
}

/** Returns the message about a locale that is not UTF-8. */
export function localeNotice(environment: NodeJS.ProcessEnv): string | undefined {
  const locale = foreignLocale(environment);
  return (
    locale && `${locale} is not UTF-8: all is drawn in ASCII, as with --ascii, and other characters as ?`
  );
}
