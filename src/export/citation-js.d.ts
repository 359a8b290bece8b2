// What we use of the Citation.js packages, which bring no types of their own.
declare module '@citation-js/core' {
  export const plugins: {
    config: { get(plugin: '@bibtex'): { format: { asciiOnly: boolean; useIdAsLabel: boolean } } }
    input: { chain(text: string, options: object): Record<string, unknown>[] }
    output: { format(name: 'bibtex', items: object[]): string }
  }
}
declare module '@citation-js/plugin-bibtex' {}
declare module '@citation-js/plugin-ris' {}
