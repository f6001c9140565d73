/** The service's name in logs, metrics and answers. */
export const SERVICE = "clarity-report-service";

/** CloudWatch's namespace of the service's metrics. */
export const METRICS_NAMESPACE = "ClarityReports";
