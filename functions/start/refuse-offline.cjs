"use strict";
/**
 * Refuses `serverless offline`, which opens a second port on which any web page can invoke any function.
 * `npm start` uses serverless-offline without it (functions/start/local-server.ts).
 */
const USE_NPM_START =
  "`serverless offline` opens a second port that gives every case to any web page. Run `npm start` instead.";

class RefuseOffline {
  constructor(serverless) {
    this.serverless = serverless;
    const refuse = () => this.refuse();
    this.hooks = { "before:offline:start": refuse, "before:offline:start:init": refuse };
  }

  refuse() {
    throw new this.serverless.classes.Error(USE_NPM_START, "USE_NPM_START");
  }
}

module.exports = RefuseOffline;
