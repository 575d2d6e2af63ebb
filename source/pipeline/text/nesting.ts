/**
 * The stack of open containers while a JSON text is read: one bit each, so that a record of nothing but opening brackets
 * takes an eighth of its size, and no depth overflows the call stack.
 */
export class Nesting {
  depth = 0;
  private bits = new Uint8Array(64);

  clear(): void {
    this.depth = 0;
  }

  pushObject(): void {
    const { depth } = this;
    if (depth >> 3 === this.bits.length) this.grow();
    this.bits[depth >> 3] |= 1 << (depth & 7);
    this.depth = depth + 1;
  }

  pushArray(): void {
    const { depth } = this;
    if (depth >> 3 === this.bits.length) this.grow();
    this.bits[depth >> 3] &= ~(1 << (depth & 7));
    this.depth = depth + 1;
  }

  /** Returns whether the innermost container is an object; false if none is open. */
  inObject(): boolean {
    const top = this.depth - 1;
    return top >= 0 && (this.bits[top >> 3] & (1 << (top & 7))) !== 0;
  }

  /** Returns whether the innermost container is an array; false if none is open. */
  inArray(): boolean {
    return this.depth > 0 && !this.inObject();
  }

  pop(): void {
    this.depth--;
  }

  /** Closes the innermost object and all arrays that are open in it. */
  popThroughObject(): void {
    while (this.inArray()) this.depth--;
    if (this.depth > 0) this.depth--;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bits.length * 2);
    larger.set(this.bits);
    this.bits = larger;
  }
}
