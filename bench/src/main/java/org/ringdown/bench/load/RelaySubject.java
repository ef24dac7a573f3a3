package org.ringdown.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;
import org.ringdown.media.RtpKeying;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** The limit: a relay in C that does nothing but decrypt and encrypt, and knows everything beforehand. It is compiled when it is needed. */
final class RelaySubject implements Subject {
    private static final String HOST = "127.0.0.3";
    private static final int FIRST_PORT = 20_000;
    private static final Duration COMPILING = Duration.ofSeconds(30);

    private static final String NEEDS =
            "It needs a C compiler and OpenSSL's headers (Debian: gcc libssl-dev): ";

    private final SecureRandom random = new SecureRandom();
    private final Program program;

    /** @throws IOException where it cannot be compiled; its message is for people */
    RelaySubject(Path folder) throws IOException {
        Files.createDirectories(folder);
        compile(folder);
        program =
                Program.startToTypeAt(
                        "relay", folder, Map.of(), List.of(folder.resolve("relay").toString()));
    }

    private static void compile(Path folder) throws IOException {
        var source = folder.resolve("relay.c");
        try (var resource = RelaySubject.class.getResourceAsStream("/relay/relay.c")) {
            Files.write(source, resource.readAllBytes());
        }
        var command = List.of("cc", "-O2", "-o", "relay", source.toString(), "-lcrypto");
        try (var compiler = Program.start("cc", folder, Map.of(), command)) {
            if (compiler.awaitExit(COMPILING) != 0) throw new IOException(NEEDS + compiler.err());
        } catch (UncheckedIOException e) {
            throw new IOException(NEEDS + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "C relay, the limit";
    }

    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public void connect(int call, End page, End phone) {
        var theirs = secret();
        var ours = secret();
        int plain = FIRST_PORT + 2 * call;
        int srtp = plain + 1;
        var there = phone.local();
        var hex = HexFormat.of();
        program.type(
                String.join(
                        " ",
                        HOST,
                        Integer.toString(plain),
                        there.getAddress().getHostAddress(),
                        Integer.toString(there.getPort()),
                        Integer.toString(srtp),
                        Integer.toString(page.local().getPort()),
                        hex.formatHex(theirs),
                        hex.formatHex(ours)));
        phone.told(new InetSocketAddress(HOST, plain), RtpKeying.PLAIN);
        page.told(new InetSocketAddress(HOST, srtp), new RtpKeying.Sdes(keys(theirs), keys(ours)));
    }

    private byte[] secret() {
        var profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        var bytes = new byte[profile.keySize() + profile.saltSize()];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SrtpKeys keys(byte[] secret) {
        return SrtpKeys.ofSdes(SrtpProfile.AES_CM_128_HMAC_SHA1_80, secret);
    }

    @Override
    public void hangUp() {
        program.type("end");
    }

    @Override
    public void close() {
        program.close();
    }
}
