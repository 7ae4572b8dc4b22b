// Checks one character of UTF-8 that takes several bytes, byte by byte, so that it may lie across two chunks.
// https://encoding.spec.whatwg.org/#utf-8-decoder

export class Utf8Sequence {
  /** How many bytes are still to come; 0 when no character is open. */
  remaining = 0;
  codePoint = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  /** Opens a character; false when none begins with this byte. Call it with bytes from 0x80 only. */
  begin(lead: number): boolean {
    this.lowest = 0x80;
    this.highest = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) return this.open(lead & 0x1f, 1);
    if (lead >= 0xe0 && lead <= 0xef) {
      // Below are overlong forms, above are surrogates.
      if (lead === 0xe0) this.lowest = 0xa0;
      if (lead === 0xed) this.highest = 0x9f;
      return this.open(lead & 0x0f, 2);
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      // Below are overlong forms, above is the end of Unicode.
      if (lead === 0xf0) this.lowest = 0x90;
      if (lead === 0xf4) this.highest = 0x8f;
      return this.open(lead & 0x07, 3);
    }
    return false;
  }

  /** Takes the next byte of the open character; false when it cannot be that. */
  next(byte: number): boolean {
    if (byte < this.lowest || byte > this.highest) return false;
    this.lowest = 0x80;
    this.highest = 0xbf;
    this.codePoint = (this.codePoint << 6) | (byte & 0x3f);
    this.remaining--;
    return true;
  }

  private open(bits: number, remaining: number): true {
    this.codePoint = bits;
    this.remaining = remaining;
    return true;
  }
}
