// The reference of the API, rendered from its own OpenAPI document: no script, no parts from elsewhere.
import { requestsPerWindowMax } from '../api-access.ts'
import { EXAMPLES } from '../api-routes.ts'

type Json = Record<string, unknown>
export type ApiReferenceProps = {
  document: object
  origin: string
  ids: { id: number; story: number; tag: string; claim: number; series: string } // of the archive shown, so that the examples answer
}

type Field = { name: string; type: string; words: string; needed: boolean; depth: number }

export function ApiReference({ document, origin, ids }: ApiReferenceProps) {
  const { paths, info } = document as { paths: Record<string, Json>; info: { description: string } }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation: operation as Json })),
  )
  return (
    <div class="stack api">
      <header>
        <h1>API</h1>
        <p class="soft lede">{info.description}</p>
        <p>
          <a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>
        </p>
      </header>
      <section class="columns with-rail">
        <nav class="rail contents" aria-label="What there is">
          <ul class="plain">
            {operations.map(({ operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>{operation.summary as string}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="stack">
          <Manners origin={origin} />
          {operations.map((one) => (
            <Operation {...one} document={document as Json} origin={origin} ids={ids} />
          ))}
        </div>
      </section>
    </div>
  )
}

function Manners({ origin }: { origin: string }) {
  return (
    <section>
      <h2>Tokens, limits, errors</h2>
      <p>
        Reading needs no token on a public site: {requestsPerWindowMax.visitor} requests a minute from one
        address, and excerpts instead of whole texts. With a token from{' '}
        <a href="/account#tokens">your account</a> it is {requestsPerWindowMax.known} a minute, and whole
        texts.
      </p>
      <Code text={`curl -H "Authorization: Bearer $UPTAKE_TOKEN" '${origin}/api/v1/tags'`} />
      <p>Every answer says what is left of the minute in RateLimit-Remaining. Every error looks like this:</p>
      <Code
        text={
          '{"ok": false, "error": "There is no article 7.", "errors": ["There is no article 7."], "status": 404}'
        }
      />
    </section>
  )
}

type OperationProps = {
  path: string
  method: string
  operation: Json
  document: Json
  origin: string
  ids: ApiReferenceProps['ids']
}

function Operation({ path, method, operation, document, origin, ids }: OperationProps) {
  const parameters = (operation.parameters ?? []) as Json[]
  const example = EXAMPLES.find(({ operationId }) => operationId === operation.operationId)
  const body = schemaOf(operation.requestBody, document)
  const answer = schemaOf((operation.responses as Json)['200'], document)
  const secured = (operation.security as Json[]).every((one) => 'token' in one)
  return (
    <section id={operation.operationId as string}>
      <h2>{operation.summary as string}</h2>
      <p class="route">
        <strong>{method.toUpperCase()}</strong> <code>/api/v1{path}</code>{' '}
        {secured && <span class="chip">needs a token</span>}
      </p>
      {typeof operation.description === 'string' && <p>{operation.description}</p>}
      {example && <Code text={writeCurl(example, { origin, ids })} />}
      {parameters.length > 0 && (
        <Fields label="Takes" fields={parameters.map((parameter) => readParameter(parameter, document))} />
      )}
      {body && <Fields label="Takes as JSON" fields={listFields(body, document)} />}
      {answer && (
        <details>
          <summary>What it gives</summary>
          <Fields label="Gives" fields={listFields(answer, document)} />
        </details>
      )}
    </section>
  )
}

function Code({ text }: { text: string }) {
  return (
    <pre class="code">
      <code>{text}</code>
    </pre>
  )
}

function Fields({ label, fields }: { label: string; fields: Field[] }) {
  return (
    <table class="list fields">
      <caption class="label">{label}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, words, needed, depth }) => (
          <tr>
            <td>
              <code>{`${'· '.repeat(depth)}${name}`}</code>
            </td>
            <td>
              {type}
              {needed && <span class="soft"> needed</span>}
            </td>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

// ---------------------------------------------------------------- reading the document

function schemaOf(holder: unknown, document: Json): Json | undefined {
  const content = (holder as { content?: Record<string, { schema: Json }> } | undefined)?.content
  const schema = content?.['application/json']?.schema
  return schema && resolve(schema, document)
}

function resolve(schema: Json, document: Json): Json {
  if (typeof schema.$ref !== 'string') return schema
  const name = schema.$ref.split('/').at(-1)!
  return ((document.components as { schemas: Record<string, Json> }).schemas[name] ?? {}) as Json
}

function readParameter(parameter: Json, document: Json): Field {
  const schema = resolve(parameter.schema as Json, document)
  return {
    name: parameter.name as string,
    type: writeType(schema, document),
    words: String(parameter.description ?? schema.description ?? ''),
    needed: parameter.required === true,
    depth: 0,
  }
}

const depthMax = 4

function listFields(schema: Json, document: Json, depth = 0): Field[] {
  if (depth > depthMax) return []
  const properties = (schema.properties ?? {}) as Record<string, Json>
  return Object.entries(properties).flatMap(([name, raw]) => {
    const property = resolve(raw, document)
    const inner = property.type === 'array' ? resolve((property.items ?? {}) as Json, document) : property
    const words = String(raw.description ?? property.description ?? '')
    return [
      { name, type: writeType(property, document), words, needed: false, depth },
      ...listFields(inner, document, depth + 1),
    ]
  })
}

function writeType(schema: Json, document: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ')
  if (schema.type === 'array') {
    const items = resolve((schema.items ?? {}) as Json, document)
    return `list of ${items.type === 'object' ? 'objects' : `${writeType(items, document)}s`}`
  }
  const types = ([] as unknown[]).concat(schema.type ?? [])
  const written = types.map((type) => (type === 'null' ? 'nothing' : String(type))).join(' or ')
  return schema.default === undefined || schema.default === ''
    ? written
    : `${written} (${String(schema.default)})`
}

function writeCurl(
  { path, body }: (typeof EXAMPLES)[number],
  { origin, ids }: Pick<ApiReferenceProps, 'origin' | 'ids'>,
): string {
  const fill = (text: string) =>
    text.replace(/\{(id|story|tag|claim|series)\}/g, (_, name: keyof typeof ids) => String(ids[name]))
  const url = `'${origin}/api/v1${fill(path)}'`
  if (body === undefined) return `curl ${url}`
  return `curl -X POST -H "Authorization: Bearer $UPTAKE_TOKEN" -H "Content-Type: application/json" -d '${fill(body)}' ${url}`
}
