namespace GatewayLogs.Tests;

/// <summary>A document with one of each thing that can break.</summary>
internal static class SmallDocument
{
    public const string Yaml = """
        paths:
          /shelves/{shelf}/books:
            parameters:
              - $ref: '#/components/parameters/Shelf'
            get:
              operationId: ListBooks
              parameters:
                - { name: page, x-originalName: page, in: query, description: The page., schema: { type: integer, format: int32, minimum: 1, maximum: 50 } }
                - { name: title, x-originalName: title, in: query, schema: { type: string } }
                - { name: order, x-originalName: order, in: query, schema: { $ref: '#/components/schemas/Order' } }
                - { name: state, x-originalName: state, in: query, schema: { type: string, enum: [new, old] } }
              responses:
                '200': { $ref: '#/components/responses/Books' }
                '400': { description: No. }
            patch:
              operationId: ChangeBook
              requestBody:
                content:
                  application/json: { schema: { $ref: '#/components/schemas/Change' } }
              responses:
                '200': { $ref: '#/components/responses/Books' }
        components:
          securitySchemes:
            Token: { type: http, scheme: bearer }
          parameters:
            Shelf: { name: shelf, x-originalName: shelf, in: path, required: true, schema: { type: string, maxLength: 64, pattern: '^[a-z]+$' } }
          responses:
            Books:
              description: Books.
              content:
                application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } }
                text/csv: { schema: { type: string } }
          schemas:
            Order: { type: string, enum: [asc, desc], x-enumNames: [Asc, Desc] }
            Change:
              type: object
              properties:
                note: { type: string, maxLength: 100 }
                score: { type: number, minimum: 0 }
            Thing:
              type: object
              required: [id]
              properties:
                id: { type: string }
            Book:
              allOf:
                - $ref: '#/components/schemas/Thing'
                - type: object
                  properties:
                    title: { type: string, description: Its title. }
                    pages: { type: integer, format: int64 }
                    price: { type: number, format: decimal, nullable: true }
                    bought: { type: string, x-csharp-type: 'System.DateTimeOffset?' }
                    tags: { type: array, items: { type: string } }
                    colour: { type: string, enum: [red, blue], x-enumNames: [Red, Blue] }
        """;
}
