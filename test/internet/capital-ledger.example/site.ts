// A newspaper whose feed died: it was taken away first, then its server broke.

import { type Site, sampleLine } from '../site.ts'

export const site: Site = {
  host: 'capital-ledger.example',
  pathOf: ({ slug }) => `/${slug}`,
  page: () => '',
  robots: 'User-agent: *\nDisallow:\n',
  routes: {
    '/feeds/companies.rss': ({ edition }) => fault(edition < 2 ? 404 : 500),
    '/': () => ({
      type: 'text/html; charset=utf-8',
      body: `<html><head><title>Capital Ledger</title></head><body><p>Our website is being renewed. Please come back later.</p><small>${sampleLine}</small></body></html>`,
    }),
  },
}

function fault(status: number) {
  const title = status === 404 ? '404 Not Found' : '500 Internal Server Error'
  return {
    status,
    type: 'text/html',
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>nginx/1.24.0</center></body></html>`,
  }
}
