/** A pattern, as --time-format takes it, and who writes it. */
interface KnownPattern {
  readonly pattern: string;
  readonly writtenBy: string;
}

/**
 * The patterns that are tried, besides ISO 8601 and numbers, when no format is named. If several read a text, the first
 * one is preferred, so stricter patterns come before looser ones.
 */
const PATTERNS: readonly KnownPattern[] = [
  // With a month by name: these are unambiguous.
  { pattern: '%d/%b/%Y:%H:%M:%S %z', writtenBy: 'access logs of Apache and nginx' },
  { pattern: '%d/%b/%Y:%H:%M:%S.%f %z', writtenBy: 'access logs of HAProxy, with a zone' },
  { pattern: '%d/%b/%Y:%H:%M:%S.%f', writtenBy: 'access logs of HAProxy' },
  { pattern: '%d/%b/%Y:%H:%M:%S', writtenBy: 'access logs whose zone was cut off' },
  { pattern: '[%d/%b/%Y:%H:%M:%S %z]', writtenBy: 'access logs, the brackets kept' },
  { pattern: '[%d/%b/%Y:%H:%M:%S', writtenBy: 'access logs cut into columns at each blank' },
  { pattern: '%d/%b/%Y %H:%M:%S', writtenBy: 'Squid and Tomcat' },
  { pattern: '%b %d %H:%M:%S', writtenBy: 'syslog (RFC 3164)' },
  { pattern: '%b %d %H:%M:%S.%f', writtenBy: 'syslog with milliseconds, Cisco' },
  { pattern: '%b %d %Y %H:%M:%S', writtenBy: 'Cisco, rsyslog with a year' },
  { pattern: '%b %d %Y %H:%M:%S.%f', writtenBy: 'Cisco with milliseconds' },
  { pattern: '%a, %d %b %Y %H:%M:%S %z', writtenBy: 'mail (RFC 2822)' },
  { pattern: '%a, %d %b %Y %H:%M:%S %z (%Z)', writtenBy: 'mail, with the name of the zone' },
  { pattern: '%a, %d %b %Y %H:%M:%S %Z', writtenBy: 'HTTP (RFC 7231), toUTCString of JavaScript' },
  { pattern: '%a, %d %b %Y %H:%M:%S', writtenBy: 'mail without a zone' },
  { pattern: '%A, %d-%b-%y %H:%M:%S %Z', writtenBy: 'older HTTP and cookies (RFC 850)' },
  { pattern: '%a, %d-%b-%Y %H:%M:%S %Z', writtenBy: 'cookies' },
  { pattern: '%d %b %Y %H:%M:%S %z', writtenBy: 'mail without a weekday' },
  { pattern: '%d %b %Y %H:%M:%S %Z', writtenBy: 'HTTP without a weekday' },
  { pattern: '%d %b %Y %H:%M:%S', writtenBy: 'reports and spreadsheets' },
  { pattern: '%d %b %Y %H:%M:%S.%f', writtenBy: 'log4j in the form DATE, with a point' },
  { pattern: '%d %b %Y %H:%M:%S,%f', writtenBy: 'log4j in the form DATE' },
  { pattern: '%d %b %Y %H:%M', writtenBy: 'reports' },
  { pattern: '%d %b %Y, %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in en-GB' },
  { pattern: '%d %b %Y, %H:%M', writtenBy: 'toLocaleString of JavaScript in en-GB, without seconds' },
  { pattern: '%d %b %Y', writtenBy: 'reports, the day alone' },
  { pattern: '%d/%b/%y %I:%M %p', writtenBy: 'Jira' },
  { pattern: '%d/%b/%Y %I:%M %p', writtenBy: 'Jira, years of four digits' },
  { pattern: '%d-%b-%Y %H:%M:%S', writtenBy: 'Oracle, MATLAB, BIND' },
  { pattern: '%d-%b-%Y %H:%M:%S.%f', writtenBy: 'BIND with milliseconds' },
  { pattern: '%d-%b-%Y %H:%M:%S %z', writtenBy: 'IMAP' },
  { pattern: '[%d-%b-%Y %H:%M:%S %Z]', writtenBy: 'error logs of PHP' },
  { pattern: '%d-%b-%y %I.%M.%S.%f %p', writtenBy: 'TIMESTAMP columns of Oracle' },
  { pattern: '%d-%b-%Y %H:%M', writtenBy: 'reports' },
  { pattern: '%d-%b-%y %H:%M', writtenBy: 'reports, years of two digits' },
  { pattern: '%d-%b-%Y', writtenBy: 'Oracle, the day alone' },
  { pattern: '%d-%b-%y', writtenBy: 'DATE columns of Oracle' },
  { pattern: '%a %b %d %H:%M:%S %Y', writtenBy: 'ctime of C, git log' },
  { pattern: '%a %b %d %H:%M:%S.%f %Y', writtenBy: 'error logs of Apache' },
  { pattern: '%a %b %d %H:%M:%S %Y %z', writtenBy: 'git log with its zone' },
  { pattern: '%a %b %d %H:%M:%S %z %Y', writtenBy: 'Twitter, Ruby' },
  { pattern: '%a %b %d %H:%M:%S %Z %Y', writtenBy: 'date of Unix, toString of Java' },
  { pattern: '%a %b %d %Y %H:%M:%S GMT%z (%Z)', writtenBy: 'toString of a date of JavaScript' },
  { pattern: '%a %b %d %Y %H:%M:%S GMT%z', writtenBy: 'toString of JavaScript without the name of the zone' },
  { pattern: '%a %b %d %Y %H:%M:%S', writtenBy: 'toString of JavaScript without a zone' },
  { pattern: '%a %b %d %Y', writtenBy: 'toDateString of JavaScript' },
  { pattern: '%a %b %d %I:%M:%S %p %Z %Y', writtenBy: 'date of Unix in en_US' },
  { pattern: '%a %d %b %Y %I:%M:%S %p %Z', writtenBy: 'date of Unix in en_US' },
  { pattern: '%a %d %b %Y %H:%M:%S %Z', writtenBy: 'date of Unix in en_GB' },
  { pattern: '%a %d %b %Y %H:%M:%S', writtenBy: 'date of Unix in en_GB, without a zone' },
  { pattern: '%b %d, %Y %I:%M:%S %p', writtenBy: 'java.text.DateFormat, Google Takeout' },
  { pattern: '%b %d, %Y, %I:%M:%S %p', writtenBy: 'toLocaleString of JavaScript in en-US' },
  { pattern: '%b %d, %Y, %I:%M:%S %p %Z', writtenBy: 'Google Takeout with a zone' },
  { pattern: '%b %d, %Y %I:%M %p', writtenBy: 'Meta and Instagram exports' },
  { pattern: '%b %d, %Y, %I:%M %p', writtenBy: 'toLocaleString of JavaScript without seconds' },
  { pattern: '%b %d, %Y at %I:%M %p', writtenBy: 'Facebook, IFTTT' },
  { pattern: '%b %d, %Y at %I:%M:%S %p', writtenBy: 'dateStyle and timeStyle of JavaScript' },
  { pattern: '%b %d, %Y at %I:%M%p', writtenBy: 'IFTTT' },
  { pattern: '%b %d, %Y %H:%M:%S.%f', writtenBy: 'Wireshark' },
  { pattern: '%b %d, %Y %H:%M:%S', writtenBy: 'reports in English' },
  { pattern: '%b %d, %Y @ %H:%M:%S.%f', writtenBy: 'Kibana' },
  { pattern: '%b %d, %Y', writtenBy: 'reports in English, the day alone' },
  { pattern: '%A, %B %d, %Y %I:%M:%S %p', writtenBy: 'Windows in en-US, the long form' },
  {
    pattern: '%A, %B %d, %Y at %I:%M:%S %p %Z',
    writtenBy: 'chats in Google Takeout, as JavaScript writes them',
  },
  { pattern: '%A, %B %d, %Y at %I:%M:%S %p', writtenBy: 'the full form of JavaScript, without a zone' },
  { pattern: '%A, %B %d, %Y %H:%M:%S', writtenBy: 'PowerShell in the form F' },

  // The year comes first: with it the month always precedes the day.
  { pattern: '%Y/%m/%d %H:%M:%S', writtenBy: 'Go, error logs of nginx, older MySQL' },
  { pattern: '%Y/%m/%d %H:%M:%S.%f', writtenBy: 'Go with microseconds' },
  { pattern: '%Y/%m/%d %H:%M:%S %z', writtenBy: 'Rails, InfluxDB' },
  { pattern: '%Y/%m/%d %H:%M', writtenBy: 'spreadsheets in Japan and China' },
  { pattern: '%Y/%m/%d, %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in en-ZA' },
  { pattern: '%Y/%m/%d-%H:%M:%S.%f', writtenBy: 'RocksDB' },
  { pattern: '%Y/%m/%d', writtenBy: 'spreadsheets, the day alone' },
  { pattern: '%Y.%m.%d %H:%M:%S', writtenBy: 'MetaTrader, Valve' },
  { pattern: '%Y. %m. %d. %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in hu-HU' },
  { pattern: '%Y. %m. %d. %p %I:%M:%S', writtenBy: 'toLocaleString of JavaScript in ko-KR' },
  { pattern: '%Y-%m-%d %H:%M:%S.%f %z %Z', writtenBy: 'String of a time in Go' },
  { pattern: '%Y-%m-%d %H:%M:%S %z %Z', writtenBy: 'String of a time in Go, without a fraction' },
  { pattern: '%Y-%m-%dT%H:%M:%S%z[%Z]', writtenBy: 'ZonedDateTime of Java' },
  { pattern: '%Y-%m-%dT%H:%M:%S.%f%z[%Z]', writtenBy: 'ZonedDateTime of Java, with a fraction' },
  { pattern: '%Y-%m-%d %I:%M:%S %p', writtenBy: 'spreadsheets in Canada' },
  { pattern: '%Y-%m-%d, %I:%M:%S %p', writtenBy: 'toLocaleString of JavaScript in en-CA' },
  { pattern: '%Y-%m-%d %H:%M:%S:%f', writtenBy: 'log4j by hand' },
  { pattern: '%Y-%m-%d-%H:%M:%S', writtenBy: 'scripts' },
  { pattern: '%Y-%m-%d_%H:%M:%S', writtenBy: 'scripts' },
  { pattern: '%Y-%m-%d_%H-%M-%S', writtenBy: 'names of files' },
  { pattern: '%Y-%m-%d-%H.%M.%S.%f', writtenBy: 'Db2' },
  { pattern: '%Y-%m-%d %H.%M.%S', writtenBy: 'names of files on a Mac' },
  { pattern: '%H:%M:%S %Y-%m-%d', writtenBy: 'the time first' },
  { pattern: '%Y:%m:%d %H:%M:%S', writtenBy: 'EXIF' },
  { pattern: '%Y-%m-%d %H:%M:%S', writtenBy: 'SQL with hours of one digit' },
  { pattern: '%Y-%m-%d %H:%M:%S.%f', writtenBy: 'SQL with hours of one digit and a fraction' },
  { pattern: '%Y-%m-%d %H:%M', writtenBy: 'spreadsheets with hours of one digit' },
  { pattern: '%Y%m%d%H%M%S', writtenBy: 'Wikipedia, GDELT, ASN.1 without its Z' },
  { pattern: '%Y%m%d%H%M%SZ', writtenBy: 'ASN.1, LDAP' },
  { pattern: '%Y%m%d %H:%M:%S', writtenBy: 'FIX by hand, SAP' },
  { pattern: '%Y%m%d-%H:%M:%S.%f', writtenBy: 'FIX' },
  { pattern: '%Y%m%d-%H:%M:%S', writtenBy: 'FIX without milliseconds' },
  { pattern: '%Y%m%d_%H%M%S', writtenBy: 'names of files' },
  { pattern: '%Y%m%d', writtenBy: 'Google Analytics, keys of a data warehouse' },
  { pattern: '%Y-%jT%H:%M:%S', writtenBy: 'NASA' },

  // The day first by its separator: points are German, Russian, Turkish, Polish ...
  { pattern: '%d.%m.%Y %H:%M:%S', writtenBy: 'most of Europe' },
  { pattern: '%d.%m.%Y %H:%M:%S.%f', writtenBy: 'most of Europe, with milliseconds' },
  { pattern: '%d.%m.%Y, %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in de-DE' },
  { pattern: '%d.%m.%Y %H:%M', writtenBy: 'spreadsheets in Europe' },
  { pattern: '%d.%m.%Y, %H:%M', writtenBy: 'toLocaleString in de-DE without seconds' },
  { pattern: '%d.%m.%Y, %H.%M.%S', writtenBy: 'toLocaleString of JavaScript in da-DK' },
  { pattern: '%d.%m.%Y klo %H.%M.%S', writtenBy: 'toLocaleString of JavaScript in fi-FI' },
  { pattern: '%d.%m.%Y. %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in lv-LV' },
  { pattern: '%d. %m. %Y %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in cs-CZ and sk-SK' },
  { pattern: '%d. %m. %Y. %H:%M:%S', writtenBy: 'toLocaleString of JavaScript in hr-HR' },
  { pattern: '%d.%m.%Y', writtenBy: 'spreadsheets in Europe, the day alone' },
  { pattern: '%d.%m.%y %H:%M', writtenBy: 'spreadsheets in Europe, years of two digits' },

  // Either order: the values of the file must tell which. Both are offered.
  ...['/', '-'].flatMap((by) =>
    [
      ['%d', '%m', 'most of the world'],
      ['%m', '%d', 'the United States'],
    ].flatMap(([first, second, where]) => {
      const date = `${first}${by}${second}${by}%Y`;
      const shortDate = `${first}${by}${second}${by}%y`;
      return [
        { pattern: `${date} %H:%M:%S`, writtenBy: where },
        { pattern: `${date} %H:%M:%S.%f`, writtenBy: `${where}, with milliseconds` },
        { pattern: `${date} %I:%M:%S %p`, writtenBy: `${where}, the hours of a clock` },
        { pattern: `${date}, %I:%M:%S %p`, writtenBy: `toLocaleString of JavaScript, ${where}` },
        { pattern: `${date}, %I:%M:%S.%f %p`, writtenBy: `Azure, ${where}` },
        { pattern: `${date}, %H:%M:%S`, writtenBy: `toLocaleString of JavaScript, ${where}` },
        { pattern: `${date}, %H.%M.%S`, writtenBy: `toLocaleString of JavaScript in id-ID, ${where}` },
        { pattern: `${date} %H:%M:%S %z`, writtenBy: `DateTimeOffset of .NET, ${where}` },
        { pattern: `${date} %I:%M:%S %p %z`, writtenBy: `DateTimeOffset of .NET, ${where}` },
        { pattern: `%H:%M:%S ${date}`, writtenBy: `the time first, ${where}` },
        { pattern: `${date} %H:%M`, writtenBy: `spreadsheets, ${where}` },
        { pattern: `${date} %I:%M %p`, writtenBy: `spreadsheets, ${where}` },
        { pattern: `${date} %I:%M:%S%p`, writtenBy: `programs that leave the blank out, ${where}` },
        { pattern: `${date} %I:%M%p`, writtenBy: `the same without seconds, ${where}` },
        { pattern: `${date}`, writtenBy: `${where}, the day alone` },
        { pattern: `${shortDate} %H:%M:%S`, writtenBy: `${where}, years of two digits` },
        { pattern: `${shortDate} %H:%M`, writtenBy: `Excel, ${where}` },
        { pattern: `${shortDate} %I:%M %p`, writtenBy: `Excel, ${where}` },
        { pattern: `${shortDate}, %I:%M %p`, writtenBy: `WhatsApp, ${where}` },
        { pattern: `${shortDate}, %H:%M`, writtenBy: `WhatsApp, ${where}` },
        { pattern: `${shortDate}`, writtenBy: `${where}, the day alone, years of two digits` },
      ];
    }),
  ),
];

/** What JavaScript, Java and Google Takeout write before AM and PM since 2023: a narrow space that does not break. */
const NARROW_SPACE = '\u202f';

/** All of the patterns. */
export const KNOWN_PATTERNS: readonly KnownPattern[] = PATTERNS.flatMap((known) =>
  known.pattern.includes(' %p')
    ? [known, { ...known, pattern: known.pattern.replace(' %p', `${NARROW_SPACE}%p`) }]
    : [known],
);
