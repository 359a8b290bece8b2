// The one place where markup made elsewhere is printed: drawings of src/chart, which writes every text of theirs escaped.
export function Drawing({ svg, kind }: { svg: string; kind: string }) {
  return <span class={kind} dangerouslySetInnerHTML={{ __html: svg }} />
}
