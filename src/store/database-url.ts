/** URLs of databases, with everything that needs escaping escaped. */

export interface DatabaseLogin {
  readonly user: string
  readonly password: string
}

/** The superuser's URL of an embedded server. */
export function serverUrl(port: number, password: string): string {
  return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
}

/** The same server, another database or another login. */
export function withDatabase(url: string, database: string, login?: DatabaseLogin): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(database)}`
  if (login !== undefined) {
    changed.username = encodeURIComponent(login.user)
    changed.password = encodeURIComponent(login.password)
  }
  return changed.href
}

export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}
