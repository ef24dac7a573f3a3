package org.ringdown.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.ringdown.call.Recordings;
import org.ringdown.engine.MediaConfig;
import org.ringdown.engine.MediaWorkers;
import org.ringdown.gateway.Gateway;
import org.ringdown.gateway.Settings;
import org.ringdown.gateway.Surroundings;
import org.ringdown.ladder.Ladders;
import org.ringdown.ladder.MailboxLadders;
import org.ringdown.ladder.PeerNames;
import org.ringdown.leg.page.PageAddresses;
import org.ringdown.leg.sip.MediaAddresses;
import org.ringdown.mailbox.Directory;
import org.ringdown.media.MediaEngine;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.sip.registration.Registrar;
import org.ringdown.testkit.media.ScriptedDtls;
import org.ringdown.testkit.media.SilentMedia;
import org.ringdown.testkit.net.SimulatedLoop;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.SimulatedSipTransport;
import org.ringdown.testkit.time.SeededExecutor;
import org.ringdown.testkit.time.VirtualTime;
import org.ringdown.user.Grant;
import org.ringdown.user.Tokens;
import org.ringdown.worker.PortRange;

/** The gateway of a world: the real one, in surroundings that are not. */
final class Node {
    private static final InetAddress HOST = InetAddress.ofLiteral("10.0.0.1");
    private static final int SIP_PORT = 5060;
    private static final int WEBRTC_PORT = 10_000;
    private static final PortRange RTP_PORTS = new PortRange(20_000, 29_999);
    private static final HostPort DOMAIN = HostPort.of("ringdown.example");
    private static final Instant DOOMSDAY = VirtualTime.BEGINNING.plus(Duration.ofDays(365));

    private final Plan plan;
    private final SeededExecutor executor;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Gateway gateway;
    private final Ladders ladders;

    Node(
            Plan plan,
            SeededExecutor executor,
            SimulatedNetwork network,
            SplittableRandom random,
            Invariants invariants) {
        this.plan = plan;
        this.executor = executor;
        this.network = network;
        this.random = random;
        this.ladders = ladders();
        var sip = new SimulatedSipTransport(network, sip(), executor);
        try {
            this.gateway = new Gateway(surroundings(sip, invariants), settings());
            sip.open(gateway.sip());
        } catch (IOException impossible) {
            throw new IllegalStateException("the network is empty", impossible);
        }
        invariants.begin(gateway, network, HOST);
        gateway.begin();
    }

    Gateway gateway() {
        return gateway;
    }

    /** Where it hears SIP. */
    InetSocketAddress sip() {
        return new InetSocketAddress(HOST, SIP_PORT);
    }

    private Ladders ladders() {
        if (plan.ladders == 0) return Ladders.OFF;
        return new MailboxLadders(executor.time(), executor, plan.ladders, PeerNames.NONE, _ -> {});
    }

    /** Pages show their user's name as their token, and phones have it as their password. */
    private Surroundings surroundings(SimulatedSipTransport sip, Invariants invariants)
            throws IOException {
        return new Surroundings(
                executor.time(),
                executor.time().of("gateway"),
                random.split(),
                executor,
                invariants.watch(plan.sound ? workers() : silence()),
                sip,
                (token, _) -> new Tokens.Verdict.Granted(grant(token)),
                PasswordLookup.ofPasswords(Optional::of),
                invariants.ledger(),
                invariants.ledger(),
                Directory.oneNode("simulated"),
                ladders,
                Recordings.NONE,
                plan.closed);
    }

    /** "alice" is alice, "guest:1@sales" a visitor who presses the button sales. */
    private static Grant grant(String token) {
        int at = token.indexOf('@');
        return at < 0
                ? new Grant(token, List.of(), DOOMSDAY)
                : new Grant(
                        token.substring(0, at),
                        List.of(),
                        Optional.of(token.substring(at + 1)),
                        DOOMSDAY);
    }

    /** The real media floor; only its keying is scripted. */
    private MediaEngine workers() throws IOException {
        var loops = new ArrayList<SimulatedLoop>();
        for (int i = 0; i < plan.workers; i++) loops.add(new SimulatedLoop(executor, network));
        var config =
                MediaConfig.at(HOST, WEBRTC_PORT, RTP_PORTS, MediaConfig.PORT_REST)
                        .with(plan.transcoding);
        return new MediaWorkers(
                config, loops, new ScriptedDtls(random.split()), random.split(), ladders.media());
    }

    private MediaEngine silence() throws BindException {
        return new SilentMedia(executor, network, HOST, plan.workers);
    }

    private Settings settings() {
        String host = HOST.getHostAddress();
        return new Settings(
                DOMAIN,
                Set.of(DOMAIN.toString(), host, host + ":" + SIP_PORT)::contains,
                plan.users,
                plan.dialPlan(),
                plan.trunks,
                plan.lines,
                plan.open,
                MediaAddresses.only(HOST),
                PageAddresses.only(HOST),
                plan.times,
                plan.resumeGrace,
                plan.whileAway,
                plan.limits,
                List.of(),
                Registrar.STANDARD,
                plan.iceServers,
                plan.sipShards);
    }
}
