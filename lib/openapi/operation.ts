import { headerRefs, type HeaderName } from "./headers.ts";
import type { ParameterName } from "./parameters.ts";
import { problemResponses } from "./problem-responses.ts";
import type {
  AnswerDescription,
  BytesContent,
  JsonContent,
  RouteDescription,
} from "./route-description.ts";
import { schemaRef } from "./schemas.ts";
import type { MediaType, Operation, Reference, ResponseObject } from "./specification.ts";

/** A route as an OpenAPI operation, with the responses that every route may have. */
export function operationOf(route: RouteDescription): Operation {
  const { operationId, tag, summary, description, parameters, body } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    ...(parameters === undefined ? {} : { parameters: parameters.map(parameterRef) }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: responsesOf(route),
  };
}

function parameterRef(name: ParameterName): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

function responsesOf(route: RouteDescription): Operation["responses"] {
  const { answers, problems, headersOfAll = [] } = route;
  const described = Object.entries(answers).map(([status, answer]) => [
    status,
    responseOf(answer, headersOfAll),
  ]);
  return { ...Object.fromEntries(described), ...problemResponses(problems, headersOfAll) };
}

function responseOf(answer: AnswerDescription, more: readonly HeaderName[]): ResponseObject {
  const { description, headers, content } = answer;
  return {
    description,
    headers: headerRefs([...headers, ...more]),
    ...(content === undefined ? {} : { content: contentOf(content) }),
  };
}

function contentOf(content: JsonContent | BytesContent): Record<string, MediaType> {
  if ("mediaTypes" in content) {
    return Object.fromEntries(content.mediaTypes.map((mediaType) => [mediaType, {}]));
  }
  const { mediaType, schema, example } = content;
  return { [mediaType]: { schema: schemaRef(schema), examples: { example: { value: example } } } };
}
