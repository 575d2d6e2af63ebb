import type { SampleEvent } from './visits.ts';

/** The styles in which an instant is written. */
export const TIME_STYLES = ['utc', 'bare', 'space', 'basic', 'week', 'berlin', 'india', 'comma'] as const;
export type TimeStyle = (typeof TIME_STYLES)[number];

/** In seconds. */
const OFFSETS = { berlin: 2 * 3600, india: 5.5 * 3600 };

/** Returns a time in ISO 8601, the same instant whatever the style. */
export function timeText({ seconds, fraction }: SampleEvent, style: TimeStyle): string {
  const [date, time] = dateAndTime(seconds);
  switch (style) {
    case 'utc':
      return `${date}T${time}${fraction}Z`;
    case 'bare':
      return `${date}T${time}${fraction}`;
    case 'space':
      return `${date} ${time}${fraction}+00:00`;
    case 'comma':
      return `${date}T${time}${fraction.replace('.', ',')}Z`;
    case 'basic':
      return `${date.replaceAll('-', '')}T${time.replaceAll(':', '')}${fraction}Z`;
    case 'week':
      return `${weekDate(date)}T${time}${fraction}Z`;
    case 'berlin':
      return `${dateAndTime(seconds + OFFSETS.berlin).join('T')}${fraction}+02:00`;
    case 'india':
      return `${dateAndTime(seconds + OFFSETS.india).join('T')}${fraction}+0530`;
  }
}

/** Returns the event as a JSON object, on one line or with a line per field. */
export function recordText(event: SampleEvent, style: TimeStyle, layout: 'line' | 'pretty'): string {
  const fields = [
    `"user_id": ${event.user}`,
    `"event_time": "${timeText(event, style)}"`,
    `"event_type": ${JSON.stringify(event.type)}`,
    ...Object.entries(event.details).map(([key, value]) => `"${key}": ${valueText(value, layout)}`),
  ];
  return layout === 'line' ? `{${fields.join(', ')}}` : `{\n  ${fields.join(',\n  ')}\n}`;
}

function valueText(value: unknown, layout: 'line' | 'pretty'): string {
  return layout === 'line' ? JSON.stringify(value) : JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
}

function dateAndTime(seconds: number): string[] {
  return new Date(seconds * 1000).toISOString().slice(0, 19).split('T');
}

/** Of the days in the sample; any other date stays as it is. */
function weekDate(date: string): string {
  const days: Record<string, string> = { '2024-07-10': '2024-W28-3', '2024-07-11': '2024-W28-4' };
  return days[date] ?? date;
}
