// Text -> GB18030 bytes, for the host that serves them: the platform only decodes. The table is the decoder's own,
// read backwards; a sign that two bytes do not hold is a mistake in a sample and throws.

let table: Map<string, number> | undefined

export function encodeGb18030(text: string): Uint8Array {
  table ??= readTable()
  const bytes: number[] = []
  for (const sign of text) {
    const code = sign.codePointAt(0) as number
    if (code < 0x80) {
      bytes.push(code)
      continue
    }
    const pair = table.get(sign)
    if (pair === undefined) throw new Error(`GB18030 holds no two bytes for "${sign}"`)
    bytes.push(pair >> 8, pair & 0xff)
  }
  return Uint8Array.from(bytes)
}

function readTable(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const sign = decoder.decode(Uint8Array.of(lead, trail))
      if ([...sign].length === 1 && sign !== '\ufffd' && !found.has(sign))
        found.set(sign, (lead << 8) | trail)
    }
  }
  return found
}
