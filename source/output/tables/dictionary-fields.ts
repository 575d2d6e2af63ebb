import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { CsvRows } from '../formats/csv-rows.ts';

/**
 * Writes users and the texts of dimensions as fields of CSV, from the bytes that a table holds, without a view or a
 * string for each.
 */
export class DictionaryFields {
  private readonly users: EventStore['users'];
  private readonly userTexts: ReturnType<EventStore['types']['columns']>;
  private readonly dimensions: readonly ReturnType<EventStore['types']['columns']>[];

  constructor({ users, dimensions }: EventStore) {
    this.users = users;
    this.userTexts = users.texts.columns();
    this.dimensions = dimensions.map((interner) => interner.columns());
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

  /** Adds a text of a dimension, by its number. */
  dimension(csv: CsvRows, dimension: number, number: number): void {
    const { arena, starts } = this.dimensions[dimension];
    csv.field(arena, starts[number], starts[number + 1]);
  }
}
