// Which passwords are good enough. Length counts, rules about signs do not; the worst of the long ones are refused.

export const passwordLengthMin = 12 // characters
export const passwordLengthMax = 256
const differentMin = 5 // different characters: "aaaaaaaaaaab" is long and worth nothing

/** Long enough for the length, and tried first by everyone who guesses. */
const COMMON = new Set(
  `passwordpassword password1234 password12345 password123456 passw0rd1234 mypassword123 changemechangeme changeme1234
  letmeinletmein letmein12345 letmein123456 welcome12345 welcome123456 welcomewelcome iloveyou1234 iloveyouiloveyou
  adminadminadmin administrator administrator1 admin1234567 admin12345678 operatoroperator operator1234 rootrootroot
  qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyqwerty qwertyuiopasdf 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u
  q1w2e3r4t5y6 zaq12wsxcde3 asdfghjkl123 asdfasdfasdf zxcvbnm12345 abcdefghijkl abcdefghijklm abcd12345678 abc123abc123
  abc123456789 123456789012 1234567890123 12345678901234 123456789abc 123456123456 123123123123 0123456789012
  987654321098 112233445566 football1234 baseball1234 princess1234 sunshine1234 superman1234 trustno1trustno1
  monkey123456 dragon123456 master123456 shadow123456 michael12345 charlie12345 correcthorsebatterystaple
  thisisapassword thisismypassword secretsecret supersecret123 testtesttest test12345678 guestguestguest uptakeuptake
  woaini1314520 woaini520520 5201314520131`
    .split(/\s+/)
    .filter(Boolean),
)

/** What is wrong with a password, in one sentence; undefined when it is good. */
export function checkPassword(password: string, name: string): string | undefined {
  const characters = [...password]
  if (characters.length < passwordLengthMin)
    return `A password has at least ${passwordLengthMin} characters; a few words in a row do well.`
  if (characters.length > passwordLengthMax) return `A password has at most ${passwordLengthMax} characters.`
  const folded = password.normalize('NFKC').toLowerCase()
  const plain = folded.replace(/[^\p{L}\p{N}]/gu, '')
  const plainName = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const rest = plainName === '' ? plain : plain.replaceAll(plainName, '')
  if (plain === plainName || (rest.length < plain.length && /^\d{0,4}$/.test(rest)))
    return 'The password is the name over again; take another.'
  if (COMMON.has(folded) || COMMON.has(plain))
    return 'This password is on every list of those tried first; take another.'
  if (new Set(characters).size < differentMin)
    return `The password has fewer than ${differentMin} different characters; take another.`
  return undefined
}
