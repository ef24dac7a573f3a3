package org.ringdown.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the page side, which come in the program's own jar. Each is read once.
 *
 * <p>A name is one path segment of plain characters, so that no path can lead anywhere else.
 */
final class Assets {
    private static final String FOLDER = "/org/ringdown/web/";
    private static final Pattern GZIP =
            Pattern.compile("(^|[\\s,])gzip(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");
    private static final Pattern NAME = Pattern.compile("/([a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+)");

    /** Only these are served, each under its own type. */
    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript;charset=utf-8",
                    "map", "application/json",
                    "ts", "text/plain;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "webmanifest", "application/manifest+json");

    /** Scripts from here alone, nothing inline, no frame around us: the page holds a microphone. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; media-src 'self' blob: data:; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final String mode;
    private final Map<String, Answer> read = new ConcurrentHashMap<>();

    /** @param mode what pages see in place of {@code {{mode}}} */
    Assets(String mode) {
        this.mode = mode;
    }

    /** A page of ours, with the mode filled in. */
    Answer page(String name) throws IOException {
        var known = read.get(name);
        if (known != null) return known;
        var bytes = resource(FOLDER + name);
        if (bytes.isEmpty()) return Problem.of(404, "not-found", "There is nothing at this path.");
        var html = new String(bytes.get(), StandardCharsets.UTF_8).replace("{{mode}}", mode);
        var page =
                Answer.of(200, "text/html;charset=utf-8", html)
                        .with("Content-Security-Policy", PAGE_POLICY)
                        .with("X-Frame-Options", "DENY")
                        .with("Cross-Origin-Opener-Policy", "same-origin")
                        .with(
                                "Permissions-Policy",
                                "microphone=(self), camera=(self), geolocation=()");
        read.put(name, page);
        return page;
    }

    /**
     * A script or another file, for pages of any origin; nothing where there is none of that name.
     *
     * @param acceptEncoding of the request: most of what is here shrinks to a third
     */
    Optional<Answer> file(String path, Optional<String> acceptEncoding) throws IOException {
        var name = NAME.matcher(path);
        if (!name.matches()) return Optional.empty();
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) return Optional.empty();
        boolean zip = acceptEncoding.filter(codings -> GZIP.matcher(codings).find()).isPresent();
        var key = zip ? path + " zipped" : path;
        if (!read.containsKey(key)) {
            var bytes = resource(FOLDER + name.group(1));
            if (bytes.isEmpty()) return Optional.empty();
            var plain = shared(type, zip ? zipped(bytes.get()) : bytes.get());
            read.put(key, zip ? plain.with("Content-Encoding", "gzip") : plain);
        }
        return Optional.of(read.get(key));
    }

    /** A JSON Schema: of all messages on /v1/phone ("phone"), or of a call's record ("call"). */
    Answer schema(String name) throws IOException {
        var schema = resource("/org/ringdown/http/" + name + ".schema.json").orElseThrow();
        return shared("application/schema+json", schema);
    }

    /** What the REST interface takes and gives (OpenAPI 3.1). */
    Answer openApi() throws IOException {
        return shared(
                "application/json", resource("/org/ringdown/http/openapi.json").orElseThrow());
    }

    private static Answer shared(String type, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", type);
        headers.put("ETag", '"' + digest(body) + '"');
        headers.put(
                "Cache-Control",
                "no-cache"); // ask every time, and get 304: a page must never run an old SDK
        headers.put("Access-Control-Allow-Origin", "*");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        headers.put("Vary", "Accept-Encoding");
        return new Answer(200, headers, body);
    }

    private static Optional<byte[]> resource(String path) throws IOException {
        try (var in = Assets.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static byte[] zipped(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(body);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
