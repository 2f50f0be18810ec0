/** Sends spans by OTLP over HTTP to the one place that was named. Loaded only where somebody named one. */
import * as api from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Clock } from '@sotto/kernel'
import { createActTraces, type Observer } from '@sotto/server'

export interface TracesOptions {
  /** Nothing is sent anywhere else; the library's own variables for addresses have no effect. */
  readonly url: string
  readonly clock: Clock
  readonly version: string
  /** How long spans wait for others to travel with, 2,000 unless told. */
  readonly gatherMs?: number
}

export interface Traces {
  readonly observer: Observer
  /** Sends what is left, and waits for it no longer than a few seconds. */
  close(): Promise<void>
}

const sendWithinMs = 3_000

export function openTraces({ clock, gatherMs = 2_000, url, version }: TracesOptions): Traces {
  const provider = new BasicTracerProvider({
    resource: resourceOf({ 'service.name': 'sotto', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: sendWithinMs }), {
        // A receiver that is down costs so much memory and no more: what is beyond is dropped.
        maxQueueSize: 2_048,
        maxExportBatchSize: 512,
        scheduledDelayMillis: gatherMs,
        exportTimeoutMillis: sendWithinMs,
      }),
    ],
  })
  const observer = createActTraces({ api, tracer: provider.getTracer('sotto', version), clock })
  return {
    observer,
    async close() {
      observer.end()
      // Traces that cannot be sent are lost; nothing waits for them.
      await provider.shutdown().catch(() => {})
    },
  }
}

type Resource = NonNullable<
  NonNullable<ConstructorParameters<typeof BasicTracerProvider>[0]>['resource']
>

/** Who we are, as the exporter reads it: of host, process and owner it says nothing. */
function resourceOf(attributes: Readonly<Record<string, string>>): Resource {
  const resource: Resource = {
    attributes,
    getRawAttributes: () => Object.entries(attributes),
    merge: (other) =>
      other === null ? resource : resourceOf({ ...textsOf(other.attributes), ...attributes }),
  }
  return resource
}

function textsOf(attributes: api.Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, String(value)]),
  )
}
