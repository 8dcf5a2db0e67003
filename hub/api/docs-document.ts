type Tree = Readonly<Record<string, unknown>>;

/**
 * The document as the page is given it: Swagger UI fills the example of every parameter in, and whoever presses Execute
 * would send a cursor, a number and a purpose that nobody has. What must be sent keeps its example.
 */
export function documentToTry(document: Tree): Tree {
  const { parameters = {}, ...components } = (document.components ?? {}) as { readonly parameters?: Tree };
  return {
    ...document,
    components: { ...components, parameters: mapped(parameters, withoutOptionalExample) },
    paths: mapped((document.paths ?? {}) as Tree, (item) =>
      mapped(item as Tree, (operation) =>
        hasParameters(operation)
          ? { ...operation, parameters: operation.parameters.map(withoutOptionalExample) }
          : operation,
      ),
    ),
  };
}

function withoutOptionalExample(parameter: unknown): unknown {
  const { example: _, examples: __, schema, ...rest } = parameter as Tree;
  if (rest.required === true || '$ref' in rest) return parameter;
  return schema === undefined ? rest : { ...rest, schema: withoutExample(schema as Tree) };
}

function withoutExample({ example: _, examples: __, ...schema }: Tree): Tree {
  return schema;
}

function mapped(tree: Tree, change: (value: unknown) => unknown): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, change(value)]));
}

function hasParameters(value: unknown): value is Tree & { readonly parameters: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'parameters' in value && Array.isArray(value.parameters);
}
