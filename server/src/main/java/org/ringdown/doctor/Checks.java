package org.ringdown.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringdown.net.TurnClient;
import org.ringdown.sip.HostPort;
import org.ringdown.time.Clock;
import org.ringdown.tls.KeyFiles;

/** All checks of an examination, in the order in which one thing needs another. */
public final class Checks {
    private final List<Check> list = new ArrayList<>();
    private final Examination examination;
    private final InstantSource now;

    private Checks(Examination examination, InstantSource now) {
        this.examination = examination;
        this.now = now;
    }

    /** What needs no gateway: also what may keep one from being opened. */
    public static Doctor ofSurroundings(
            Examination examination, boolean running, int workers, InstantSource now) {
        var checks = new Checks(examination, now);
        checks.list.add(new PortsCheck(examination.configuration(), workers, running));
        checks.certificates();
        checks.list.add(new FilesCheck(checks.secrets()));
        checks.list.add(new CodecCheck(examination.configuration().media().transcode()));
        return new Doctor(checks.list);
    }

    /** What a gateway itself can tell. */
    public static Doctor of(
            Examination examination, Patient patient, InstantSource now, RandomGenerator random) {
        var checks = new Checks(examination, now);
        var client = new TurnClient(Clock.system(), random);
        var media = examination.configuration().media();
        checks.list.add(
                new AddressCheck(
                        media.external(),
                        patient.own(),
                        media.stunServer().map(HostPort::toString),
                        client));
        examination
                .publicName()
                .ifPresent(name -> checks.list.add(new NameCheck(name, patient.ours())));
        checks.list.add(new RelayCheck(patient.relays(), client));
        checks.peers(patient);
        checks.list.add(new CallCheck(patient.call()));
        return new Doctor(checks.list);
    }

    private void certificates() {
        var http = examination.configuration().http().tls();
        http.ifPresent(files ->
                list.add(
                        new CertificateCheck(
                                "http.tls",
                                new KeyFiles(files.cert(), files.key()),
                                examination.publicName(),
                                now)));
        var sip = examination.configuration().sip();
        sip.tls()
                .ifPresent(files ->
                        list.add(
                                new CertificateCheck(
                                        "sip.tls",
                                        new KeyFiles(files.cert(), files.key()),
                                        examination.publicName(),
                                        now)));
    }

    private List<Path> secrets() {
        var configuration = examination.configuration();
        return Stream.of(
                        examination.file().stream(),
                        configuration.http().tls().stream().map(files -> files.key()),
                        configuration.sip().tls().stream().map(files -> files.key()))
                .flatMap(each -> each)
                .toList();
    }

    private void peers(Patient patient) {
        var configuration = examination.configuration();
        patient.trunks()
                .forEach((name, inquiry) ->
                        list.add(
                                new PeerCheck(
                                        "trunk",
                                        "trunks." + name,
                                        configuration.trunks().get(name).uri(),
                                        inquiry)));
        patient.lines()
                .forEach((user, inquiry) ->
                        list.add(
                                new PeerCheck(
                                        "line", "users." + user + ".line", line(user), inquiry)));
    }

    private String line(String user) {
        var line = examination.configuration().users().get(user).line().orElseThrow();
        return line.registrar().orElse(line.uri());
    }
}
