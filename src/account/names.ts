// Names of accounts: short, without spaces, any script; two that read alike are one.

export const nameLengthMax = 40 // characters

/** What is wrong with a name, in one sentence; undefined when it is good. */
export function checkName(name: string): string | undefined {
  if (name.length < 2 || name.length > nameLengthMax)
    return `A name has 2 to ${nameLengthMax} characters; this one has ${name.length}.`
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name))
    return 'A name is made of letters, digits, dots, hyphens and underscores, and begins with a letter or digit.'
  return undefined
}

export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
