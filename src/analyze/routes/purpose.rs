//! Which endpoints keep the service running and are no part of its product.
//!
//! Path and handler decide together: a resource that happens to be called `versions` stays a resource.

/// A purpose, the last parts of paths that have it, and words of handlers that do.
struct Purpose {
    name: &'static str,
    /// Last part of the path, parameters left out.
    ends: &'static [&'static str],
    /// A part of the path anywhere.
    parts: &'static [&'static str],
    /// Beginnings and ends of the handler's name, in small letters.
    handlers: &'static [&'static str],
}

const PURPOSES: [Purpose; 5] = [
    Purpose {
        name: "health",
        ends: &[
            "health",
            "healthz",
            "healthcheck",
            "health-check",
            "ready",
            "readyz",
            "readiness",
            "live",
            "livez",
            "liveness",
            "alive",
            "ping",
            "version",
            "status",
        ],
        parts: &["health", "healthz"],
        handlers: &["health", "readyz", "readiness", "liveness", "ping", "version", "alive"],
    },
    Purpose { name: "metrics", ends: &["metrics"], parts: &[], handlers: &["promhttp.handler"] },
    Purpose {
        name: "documentation",
        ends: &[
            "swagger",
            "swagger.json",
            "swagger.yaml",
            "openapi",
            "openapi.json",
            "openapi.yaml",
            "docs",
            "redoc",
            "scalar",
        ],
        parts: &["swagger", "swagger-ui", "redoc", "api-docs"],
        handlers: &["swagger", "openapi", "redoc", "scalar"],
    },
    Purpose { name: "profiling", ends: &["pprof"], parts: &["pprof"], handlers: &["pprof."] },
    Purpose {
        name: "static",
        ends: &["favicon.ico", "robots.txt", "manifest.json", "index.html"],
        parts: &[],
        handlers: &["http.fileserver", "servedir", "servefile", "http.stripprefix"],
    },
];

/// Words that ask for a handler too: a path that ends so may be a resource.
const AMBIGUOUS: [&str; 5] = ["status", "version", "live", "docs", "alive"];

/// The purpose of an endpoint; `None` for one of the product.
pub(super) fn of(path: &str, handler: &str) -> Option<&'static str> {
    let path = path.to_ascii_lowercase();
    let parts: Vec<&str> =
        path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
    let handler = handler.to_ascii_lowercase();
    let below_resource = path.contains("}/");
    let found = PURPOSES.iter().find(|purpose| {
        let last = parts.last().copied().unwrap_or_default();
        let by_end = purpose.ends.contains(&last)
            && !below_resource
            && !path.ends_with('}')
            && (!AMBIGUOUS.contains(&last) || parts.len() == 1 || purpose.serves(&handler));
        let by_part = !below_resource && parts.iter().any(|part| purpose.parts.contains(part));
        by_end || by_part || (purpose.name != "health" && purpose.serves(&handler))
    });
    found.map(|purpose| purpose.name)
}

impl Purpose {
    fn serves(&self, handler: &str) -> bool {
        let name = handler.split('(').next().unwrap_or(handler);
        let last = name.rsplit(['.', ':']).next().unwrap_or(name);
        let speaks = |word: &&str| {
            if word.contains('.') { name.contains(*word) } else { last.contains(*word) }
        };
        self.handlers.iter().any(speaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, handler: &str, expected: Option<&str>) {
        assert_eq!(of(path, handler), expected, "{path} {handler}");
    }

    #[test]
    fn what_answers_for_the_service_is_infrastructure() {
        check("/health", "h.Ping", Some("health"));
        check("/health/live", "h.Live", Some("health"));
        check("/api/v1/readyz", "h.Readyz", Some("health"));
        check("/version", "Version", Some("health"));
        check("/api/version", "buildinfo.VersionHandler(v)", Some("health"));
        check("/metrics", "promhttp.Handler()", Some("metrics"));
        check("/internal/prometheus", "promhttp.Handler()", Some("metrics"));
        check("/swagger/{wildcard}", "fiberSwagger.WrapHandler", Some("documentation"));
        check("/openapi.json", "func literal", Some("documentation"));
        check("/debug/pprof/{wildcard}", "pprof.Index", Some("profiling"));
        check("/static/{wildcard}", "http.FileServer(root)", Some("static"));
    }

    #[test]
    fn resources_of_the_same_name_are_none() {
        check("/v1/orders/{id}/status", "h.Status", None);
        check("/v1/orders/status", "h.OrderState", None);
        check("/v1/crates/{name}/version", "h.GetVersion", None);
        check("/v1/patients/{id}/health", "h.Health", None);
        check("/v1/docs", "h.CreateDocument", None);
        check("/v1/metrics/{id}", "h.GetMetric", None);
    }
}
