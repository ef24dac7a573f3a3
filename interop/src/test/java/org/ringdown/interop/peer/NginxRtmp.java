package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** nginx with its module of RTMP: takes streams, and plays them to whoever asks. */
public final class NginxRtmp implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final int NO_TLS = 0;

    private final Program program;
    private final int port;
    private final int tlsPort;

    private NginxRtmp(Program program, int port, int tlsPort) {
        this.program = program;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    public static NginxRtmp start(Path folder) {
        return start(folder, Ports.free());
    }

    /** At a port that it had before. */
    public static NginxRtmp start(Path folder, int port) {
        return start(folder, port, NO_TLS, "");
    }

    /** One that takes RTMP over TLS, too. */
    public static NginxRtmp secured(Path folder, Certificate certificate) {
        int port = Ports.free();
        int tlsPort = Ports.free();
        return start(folder, port, tlsPort, tls(certificate, tlsPort, port));
    }

    private static NginxRtmp start(Path folder, int port, int tlsPort, String more) {
        try {
            var here = Files.createDirectories(folder.toAbsolutePath());
            var file = here.resolve("nginx.conf");
            Files.writeString(file, configuration(here, port) + more);
            var command = List.of("nginx", "-p", here.toString(), "-c", file.toString());
            var program = Program.start("nginx", folder, Map.of(), command);
            program.ready(_ ->
                    Patience.await(
                            "nginx",
                            START,
                            Duration.ofMillis(100),
                            () -> Ports.taken(port) ? Optional.of(true) : Optional.empty()));
            return new NginxRtmp(program, port, tlsPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path folder, int port) {
        return """
        load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
        load_module /usr/lib/nginx/modules/ngx_stream_module.so;
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log stderr notice;
        events { worker_connections 64; }
        rtmp { server { listen 127.0.0.1:%2$d; application live { live on; wait_key on; } } }
        """
                .formatted(folder, port);
    }

    /** Its module of streams takes TLS off, as in front of many such servers. */
    private static String tls(Certificate certificate, int from, int to) {
        return """
        stream {
          server {
            listen 127.0.0.1:%d ssl;
            ssl_certificate %s;
            ssl_certificate_key %s;
            proxy_pass 127.0.0.1:%d;
          }
        }
        """
                .formatted(
                        from,
                        certificate.chain().toAbsolutePath(),
                        certificate.key().toAbsolutePath(),
                        to);
    }

    public int port() {
        return port;
    }

    public String url(String name) {
        return "rtmp://127.0.0.1:" + port + "/live/" + name;
    }

    public String securedUrl(String name) {
        return "rtmps://127.0.0.1:" + tlsPort + "/live/" + name;
    }

    @Override
    public void close() {
        program.close();
    }
}
