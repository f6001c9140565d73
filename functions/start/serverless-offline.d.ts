/** The parts of serverless-offline that functions/start uses; docs/decisions/0026 says why. */
declare module "serverless-offline" {
  import type { Server } from "node:http";

  /** hapi's server, as far as it is used. */
  export interface HapiServer {
    readonly listener: Server;
    ext(event: "onRequest", handler: (request: HapiRequest, tools: HapiTools) => symbol): void;
    start(): Promise<void>;
  }
  export interface HapiRequest {
    readonly headers: Record<string, string | undefined>;
    readonly info: { host: string };
  }
  export interface HapiTools {
    readonly continue: symbol;
  }

  interface Events {
    readonly lambdas: readonly unknown[];
    readonly httpApiEvents: readonly unknown[];
  }

  export default class ServerlessOffline {
    constructor(serverless: unknown, options: Readonly<Record<string, unknown>>, utils: object);
    readonly hooks: Readonly<Record<string, () => Promise<void>>>;
    internals(): {
      mergeOptions(): void;
      getEvents(): Events;
      createLambda(lambdas: Events["lambdas"], skipStart: boolean): Promise<void>;
      createHttp(events: Events["httpApiEvents"], skipStart: boolean): Promise<void>;
      getApiGatewayServer(): HapiServer;
    };
    end(): Promise<void>;
  }
}
