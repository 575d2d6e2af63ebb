import { clipMessage } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { shellCommand } from '../format/shell-command.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { isFound, pinWords, planLine } from '../pipeline/plan/plan-words.ts';

const LONGEST_PIN = 1000;

/** Returns the line that says what is read as what, where something of it was found. */
export function planLines(plan: Plan): readonly string[] {
  return isFound(plan) ? [planLineOf(plan)] : [];
}

/** Returns the line that says what is read as what, with the flags that pin it. */
export function planLineOf(plan: Plan): string {
  const pin = shellCommand(pinWords(plan));
  const isLong = pin === undefined || pin.length > LONGEST_PIN;
  // The line with its pin is whole, since half of a command is none; it is as long as the pin lets it be.
  return isLong ? clipMessage(safeText(planLine(plan, undefined))) : safeText(planLine(plan, pin));
}
