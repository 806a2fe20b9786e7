/** Connections with a limit: of time, of size, to servers that the given authorities vouch for. */
import { rootCertificates } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import type { FhirLimits } from './settings.ts'

export function limitedDispatcher(limits: FhirLimits, certificates: string | undefined): Dispatcher {
  const milliseconds = limits.requestSeconds * 1000
  const agent = new Agent({
    maxResponseSize: limits.answerMegabytes * 1024 * 1024,
    headersTimeout: milliseconds,
    bodyTimeout: milliseconds,
    connections: 4,
    connect: {
      timeout: milliseconds,
      ...(certificates === undefined ? {} : { ca: [...rootCertificates, certificates] }),
    },
  })
  return agent.compose(dispatch => (options, handler) => dispatch(options, plainAnswersOnly(handler)))
}

/** The limit counts bytes as they arrive: a packed answer, which was not asked for, could unpack to any size. */
function plainAnswersOnly(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...given) => handler.onRequestStart?.(...given),
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart(controller, status, headers, message) {
      const encoding = headers['content-encoding']
      if (encoding !== undefined && encoding !== 'identity') controller.abort(new Error(PACKED))
      else handler.onResponseStart?.(controller, status, headers, message)
    },
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onBodySent: (...given) => handler.onBodySent?.(...given),
    onRequestSent: () => handler.onRequestSent?.(),
  }
}

export const PACKED = 'a packed answer that was not asked for'
