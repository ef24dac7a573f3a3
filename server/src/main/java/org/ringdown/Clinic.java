package org.ringdown;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ringdown.cli.CannotStart;
import org.ringdown.cli.Examiner;
import org.ringdown.config.Configuration;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Sources;
import org.ringdown.config.Port;
import org.ringdown.doctor.AtWork;
import org.ringdown.doctor.Checks;
import org.ringdown.doctor.Examination;
import org.ringdown.doctor.Finding;
import org.ringdown.doctor.Finding.Level;
import org.ringdown.doctor.Patient;
import org.ringdown.line.Inquiry.Answer;
import org.ringdown.net.OwnAddress;
import org.ringdown.rehearsal.Rehearsal;
import org.ringdown.time.Clock;
import org.ringdown.token.TokenMint;

/**
 * Opens a gateway of the configuration that is to be examined: without a web server, registered nowhere, and with one trunk more, which is itself,
 * so that a page's call goes out by SIP and comes in again.
 */
final class Clinic implements Examiner {
    private static final String ECHO = "600";

    private final Stage.Assembly assembly;
    private final int cores;

    Clinic(Stage.Assembly assembly, int cores) {
        this.assembly = assembly;
        this.cores = cores;
    }

    @Override
    public void examine(Examination examination, Consumer<Finding> findings)
            throws InterruptedException {
        var configuration = examination.configuration();
        boolean running = AtWork.answers(configuration.http());
        int workers = configuration.media().workers().orElse(cores);
        Checks.ofSurroundings(examination, running, workers, InstantSource.system())
                .examine(findings);
        var opened = new Opened();
        try {
            var host = InetAddress.getByName(configuration.sip().host());
            int sip = running ? free(host) : port(configuration.sip().port(), host);
            var changed = changed(examination.sources(), host, sip, running);
            var parts = assembly.of(changed, opened.add(new SystemTimers()), Kept.NOTHING, opened);
            Checks.of(
                            examination,
                            patient(configuration, parts, running, workers),
                            InstantSource.system(),
                            new SecureRandom())
                    .examine(findings);
        } catch (IOException | CannotStart e) {
            findings.accept(
                    new Finding(
                            "call",
                            Level.UNSEEN,
                            "",
                            "No gateway could be opened to try peers and a call: " + e.getMessage(),
                            "Mend the faults above first."));
        } finally {
            opened.close();
        }
    }

    private static Configuration changed(
            Sources sources, InetAddress host, int sip, boolean running) {
        var own = OwnAddress.of(host).getHostAddress();
        var uri = own.contains(":") ? "[" + own + "]" : own;
        var sets = new ArrayList<>(sources.sets());
        sets.addAll(
                List.of(
                        "http.port=off",
                        "sip.port=" + sip,
                        "sip.tls-port=off",
                        "rtmp.port=off",
                        "rtmfp.port=off",
                        "ladder.calls=off",
                        "trunks.doctor.uri=sip:" + uri + ":" + sip,
                        "trunks.doctor.allow=" + own,
                        "trunks.doctor.watch=off",
                        "routes=[{from: doctor, to: \"%1$s\", app: builtin}, {to: \"%1$s\", trunk: doctor}]"
                                .formatted(ECHO)));
        if (running)
            sets.addAll(
                    List.of("media.webrtc-port=0", "media.webrtc-tcp-port=off", "media.workers=1"));
        var changed = new Sources(sources.file(), sources.environment(), List.copyOf(sets));
        return switch (ConfigurationReader.read(changed)) {
            case ConfigurationReader.Outcome.Good(var good) -> good;
            case ConfigurationReader.Outcome.Bad(var mistakes) ->
                    throw new IllegalStateException("with a trunk more: " + mistakes);
        };
    }

    private Patient patient(Configuration configuration, Parts parts, boolean running, int workers)
            throws UnknownHostException {
        return new Patient(
                running,
                workers,
                OwnAddress.of(InetAddress.getByName(configuration.sip().host())),
                addresses(configuration),
                Dialling.iceServers(configuration).of("doctor", Clock.system().wall()),
                trunks(configuration, parts),
                lines(configuration, parts),
                () -> call(parts));
    }

    private static Set<InetAddress> addresses(Configuration configuration)
            throws UnknownHostException {
        var ours = new HashSet<InetAddress>();
        ours.add(OwnAddress.of(InetAddress.getByName(configuration.http().host())));
        ours.add(OwnAddress.of(InetAddress.getByName(configuration.sip().host())));
        configuration.sip().external().ifPresent(ours::add);
        configuration.media().external().ifPresent(ours::add);
        return ours;
    }

    private static Map<String, Supplier<CompletableFuture<Answer>>> trunks(
            Configuration configuration, Parts parts) {
        var byName = new LinkedHashMap<String, Supplier<CompletableFuture<Answer>>>();
        for (var trunk : Peers.trunks(configuration))
            byName.put(trunk.name(), () -> parts.gateway().keepers().inquire(trunk));
        return byName;
    }

    private static Map<String, Supplier<CompletableFuture<Answer>>> lines(
            Configuration configuration, Parts parts) {
        var byUser = new LinkedHashMap<String, Supplier<CompletableFuture<Answer>>>();
        for (var line : Peers.lines(configuration))
            byUser.put(line.user(), () -> parts.gateway().keepers().inquire(line));
        return byUser;
    }

    private static Duration call(Parts parts) throws InterruptedException, TimeoutException {
        var order =
                new TokenMint.Order(
                        "guest:doctor", List.of(ECHO), Optional.empty(), Duration.ofMinutes(5));
        var token = parts.entry().mint().mint(order);
        return new Rehearsal(parts.gateway().pages(), token, ECHO).play(1).first();
    }

    private static int port(Port wanted, InetAddress host) throws IOException {
        return wanted.number() > 0 ? wanted.number() : free(host);
    }

    private static int free(InetAddress host) throws IOException {
        try (var socket = new ServerSocket(0, 1, host)) {
            return socket.getLocalPort();
        }
    }
}
