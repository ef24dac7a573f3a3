package org.ringdown.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ringdown.config.Configuration;
import org.ringdown.config.Port;
import org.ringdown.config.PortRange;

/** Whether every port that is configured can be opened; a gateway that runs already has them, and that is good. */
final class PortsCheck implements Check {
    /** Of the range toward SIP peers: enough to see that it is not somebody else's. */
    private static final int SAMPLES = 50;

    private final Configuration configuration;
    private final int workers;
    private final boolean running;

    private enum Over {
        TCP,
        UDP
    }

    /** @param key of the configuration that names it */
    private record Wanted(String key, String host, Over over, int port) {}

    /**
     * @param workers how many media workers there are, with a port each
     * @param running whether our gateway answers at its address
     */
    PortsCheck(Configuration configuration, int workers, boolean running) {
        this.configuration = configuration;
        this.workers = workers;
        this.running = running;
    }

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public void look(Report report) {
        if (running) {
            report.unseen(
                    "A gateway is running at http.port and has its ports already.",
                    "Stop it, and look again, to see whether others have any of them.");
            return;
        }
        var wanted = wanted();
        var hosts = wanted.stream().map(Wanted::host).collect(Collectors.toSet());
        boolean all = true;
        for (var host : hosts) all &= isOurs(host, report);
        if (!all) return;
        for (var port : wanted) all &= isFree(port, report);
        all &= hasRoom(configuration.media().rtpPorts(), report);
        if (all) report.good(wanted.size() + " ports and those of media.rtp-ports are free.");
    }

    private static boolean isOurs(String host, Report report) {
        try {
            open(Over.UDP, host, 0);
            return true;
        } catch (UnknownHostException e) {
            report.fault(
                    "address-unknown",
                    host + " is not a name that can be looked up.",
                    "Write an address of this machine as http.host and sip.host, or 0.0.0.0.");
        } catch (IOException e) {
            report.fault(
                    "address-not-ours",
                    host + " is not an address of this machine.",
                    "Listen on 0.0.0.0 or on an address that this machine has (http.host, sip.host); the one that others see belongs in sip.external and media.external.");
        }
        return false;
    }

    private List<Wanted> wanted() {
        var list = new ArrayList<Wanted>();
        var http = configuration.http();
        var sip = configuration.sip();
        var media = configuration.media();
        add(list, "http.port", http.host(), Over.TCP, http.port());
        add(list, "sip.port", sip.host(), Over.UDP, sip.port());
        add(list, "sip.port", sip.host(), Over.TCP, sip.port());
        add(list, "sip.tls-port", sip.host(), Over.TCP, sip.tlsPort());
        add(list, "media.webrtc-tcp-port", sip.host(), Over.TCP, media.webrtcTcpPort());
        if (media.webrtcPort().number() > 0) {
            for (int i = 0; i < workers; i++) {
                int port = media.webrtcPort().number() + i;
                list.add(new Wanted("media.webrtc-port", sip.host(), Over.UDP, port));
            }
        }
        return list;
    }

    private static void add(List<Wanted> list, String key, String host, Over over, Port port) {
        if (port.number() > 0) list.add(new Wanted(key, host, over, port.number()));
    }

    private static boolean isFree(Wanted wanted, Report report) {
        try {
            open(wanted.over, wanted.host, wanted.port);
            return true;
        } catch (BindException e) {
            report.fault(
                    "port-taken",
                    "%s port %d (%s) is taken by another program."
                            .formatted(wanted.over, wanted.port, wanted.key),
                    "Stop what listens there (ss -lnptu names it), or set %s to another port."
                            .formatted(wanted.key));
        } catch (IOException e) {
            report.fault(
                    "port-refused",
                    "%s port %d (%s) cannot be opened: %s."
                            .formatted(wanted.over, wanted.port, wanted.key, e.getMessage()),
                    "Ports below 1024 need a right to them: the systemd unit gives it.");
        }
        return false;
    }

    private boolean hasRoom(PortRange range, Report report) {
        int ports = range.last() - range.first() + 1;
        int taken = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int port = range.first() + (int) ((long) i * ports / SAMPLES);
            try {
                open(Over.UDP, configuration.sip().host(), port);
            } catch (IOException e) {
                taken++;
            }
        }
        if (taken * 4 < SAMPLES) return true;
        report.fault(
                "rtp-ports-taken",
                "%d of every %d ports of media.rtp-ports (%s) are taken by another program."
                        .formatted(taken, SAMPLES, range),
                "Beside a PBX, give each a range of its own.");
        return false;
    }

    private static void open(Over over, String host, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByName(host), port);
        switch (over) {
            case TCP -> {
                try (var socket = new ServerSocket()) {
                    socket.bind(address);
                }
            }
            case UDP -> new DatagramSocket(address).close();
        }
    }
}
