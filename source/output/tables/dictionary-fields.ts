import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { CsvRows } from '../formats/csv-rows.ts';

/** Writes users and types as fields of CSV, from the bytes that a table holds, without a view or a string for each. */
export class DictionaryFields {
  private readonly users: EventStore['users'];
  private readonly userTexts: ReturnType<EventStore['types']['columns']>;
  private readonly types: ReturnType<EventStore['types']['columns']>;

  constructor({ users, types }: EventStore) {
    this.users = users;
    this.userTexts = users.texts.columns();
    this.types = types.columns();
  }

  /** Adds the user's id. A small integer is written as its digits, without ever being a text. */
  user(csv: CsvRows, user: number): void {
    const integer = this.users.smallIntegerOf(user);
    if (integer >= 0) {
      csv.integer(integer);
      return;
    }
    const { arena, starts } = this.userTexts;
    const text = this.users.textNumberOf(user);
    csv.field(arena, starts[text], starts[text + 1]);
  }

  /** Adds the type. */
  type(csv: CsvRows, type: number): void {
    const { arena, starts } = this.types;
    csv.field(arena, starts[type], starts[type + 1]);
  }
}
