// Certificates made on the spot, so that TLS can be tested without keeping a private key in the repository:
// the few lines of DER (X.690) that an X.509 v3 certificate needs.

import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type Certificate = { cert: string; key: string; privateKey: KeyObject; name: string }

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes))
const text = (value: string) => der(0x0c, Buffer.from(value))
const time = (date: Date) => der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\..*/g, '')}Z`))
const commonName = (name: string) => sequence(der(0x31, sequence(oid(0x55, 4, 3), text(name))))
const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))
const extension = (id: number, value: Uint8Array) => sequence(oid(0x55, 0x1d, id), der(0x04, value))

/** A certificate for one host name, signed by `issuer` or by itself. */
export function makeCertificate(
  name: string,
  {
    issuer,
    expired = false,
    authority = false,
  }: { issuer?: Certificate; expired?: boolean; authority?: boolean } = {},
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const dayMs = 24 * 3_600_000
  const ends = new Date(performance.timeOrigin + (expired ? -dayMs : dayMs))
  const extensions = [
    extension(17, sequence(der(0x82, Buffer.from(name)))), // subjectAltName, dNSName
    extension(19, authority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence()), // basicConstraints
  ]
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([1 + Math.floor(Math.random() * 120), 7])),
    ecdsaWithSha256,
    commonName(issuer?.name ?? name),
    sequence(time(new Date(ends.getTime() - 30 * dayMs)), time(ends)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey)
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const cert = `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { cert, key, privateKey: createPrivateKey(key), name }
}
