// Runs inside the door's own thread (see decode.ts). Touches nothing but its input.
import { type Decoded, decodeBody } from './charset.ts'

export function decode({ bytes, contentType }: { bytes: Uint8Array; contentType: string }): Decoded {
  return decodeBody(bytes, contentType)
}
