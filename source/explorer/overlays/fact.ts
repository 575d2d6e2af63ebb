/** A fact about the file or about how it is read. Without a name it goes on with the fact before it. */
export type Fact = readonly [name: string, value: string];
