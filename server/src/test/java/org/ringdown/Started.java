package org.ringdown;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.ringdown.cli.CannotStart;
import org.ringdown.cli.Program;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;

/** The whole program, running in this process. */
public final class Started implements AutoCloseable {
    private final Program.Running running;

    private Started(Program.Running running) {
        this.running = running;
    }

    public static Started with(ConfigurationReader.Sources sources)
            throws IOException, CannotStart {
        return switch (ConfigurationReader.read(sources)) {
            case Outcome.Good(var good) -> new Started(Main.start(good));
            case Outcome.Bad(var mistakes) -> throw new AssertionError(mistakes);
        };
    }

    public InetSocketAddress http() {
        return running.addresses().http().orElseThrow();
    }

    /** Where it hears SIP over UDP. */
    public InetSocketAddress sip() {
        return running.addresses().sipUdp().orElseThrow();
    }

    /** What its first page is answered with to somebody who knows it under this name. */
    public int statusUnder(String host) throws IOException {
        try (var socket = new Socket(http().getAddress(), http().getPort())) {
            var request = "GET / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n";
            socket.getOutputStream()
                    .write(
                            request.formatted(host, http().getPort())
                                    .getBytes(StandardCharsets.US_ASCII));
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(in.readLine().split(" ")[1]);
        }
    }

    @Override
    public void close() {
        running.end().run();
    }
}
