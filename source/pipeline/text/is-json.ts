/** Whether a text is JSON, as the platform reads it: `NaN` is none. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
