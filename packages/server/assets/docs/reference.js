// Shows one description at a time; which one stands in the address (`/docs?api=platform`), so that it can be linked.
const select = document.querySelector("#description");
const asked = new URLSearchParams(location.search).get("api");
const known = [...select.options].map(({ value }) => value);
select.value = known.includes(asked) ? asked : "v3";

const description = select.value === "all" ? "openapi.json" : `openapi/${select.value}.json`;
document.querySelector("#document").href = description;

SwaggerUIBundle({
  url: description,
  dom_id: "#reference",
  deepLinking: true,
  filter: true,
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  displayRequestDuration: true,
  persistAuthorization: false,
  // Requests tried out go to the server that this page is from, by whichever of its names it was opened.
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url, document.baseURI);
    request.url = `${location.origin}${pathname}${search}`;
    return request;
  },
});

select.addEventListener("change", () => {
  location.search = `?api=${select.value}`;
});
