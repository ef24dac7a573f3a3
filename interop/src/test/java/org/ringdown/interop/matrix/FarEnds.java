package org.ringdown.interop.matrix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.matrix.Combination.Codec;
import org.ringdown.interop.matrix.Combination.Encryption;
import org.ringdown.interop.matrix.Combination.Peer;
import org.ringdown.interop.matrix.Combination.Transport;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.peer.Kamailio;
import org.ringdown.interop.peer.Linphone;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** The peers of the matrix behind one face. Which encryption and codec a call has is said by whom is dialled, such as {@code sdes_g722}. */
public final class FarEnds {
    private static final Map<Codec, Sipp.Speech> SPEECH =
            Map.of(
                    Codec.G711, new Sipp.Speech("PCMA/8000", 8, 8000, ""),
                    Codec.G722, new Sipp.Speech("G722/8000", 9, 8000, ""),
                    Codec.OPUS, new Sipp.Speech("opus/48000/2", 96, 48_000, ""));
    private static final Map<Codec, String> LINPHONE =
            Map.of(Codec.G711, "PCMA", Codec.G722, "G722", Codec.OPUS, "opus");

    private FarEnds() {}

    public static String name(Combination combination) {
        return combination.encryption().word() + "_" + combination.codec().word();
    }

    /** Asterisk, of which there is one for all. */
    public record OfAsterisk(Asterisk asterisk, Combination combination, String gateway, int seen)
            implements FarEnd {
        @Override
        public String address() {
            return trunk(combination) + name(combination);
        }

        @Override
        public int hz() {
            return Asterisk.HZ;
        }

        @Override
        public void forget() {
            asterisk.forget();
        }

        @Override
        public void call(String user) {
            asterisk.call(name(combination), gateway.formatted(user));
        }

        @Override
        public void hangup() {
            asterisk.hangup();
        }

        @Override
        public Sound heard() {
            return asterisk.heard();
        }

        @Override
        public Optional<String> keysHeard() {
            return Optional.of(asterisk.keysHeard(seen));
        }

        @Override
        public boolean press(char key) {
            asterisk.press(key);
            return true;
        }

        @Override
        public void close() {
            asterisk.hangupAll();
        }
    }

    /** baresip, dialled directly or by way of Kamailio; there is one of each for all. */
    public record OfBaresip(
            Baresip baresip, int hz, Combination combination, String gateway, int seen)
            implements FarEnd {
        @Override
        public String address() {
            return trunk(combination) + name(combination);
        }

        @Override
        public void forget() {
            baresip.forget();
        }

        @Override
        public void call(String user) {
            baresip.control().choose(name(combination));
            baresip.control().dial(gateway.formatted(user));
        }

        /** Of the account that has the call: baresip itself looks only at the one that was chosen. */
        @Override
        public void hangup() {
            for (var account : List.of(callee(), name(combination)))
                baresip.control().hangup(account);
        }

        @Override
        public Sound heard() {
            return baresip.heard();
        }

        /** Before a hold too: what it records ends with the first one. */
        @Override
        public void awaitHeard(int hz, Duration length) {
            Hearing.await(hz, length, this::heard);
        }

        @Override
        public Sound heardThroughout() {
            return baresip.played();
        }

        @Override
        public Optional<String> keysHeard() {
            return Optional.of(
                    String.join("", baresip.control().parameters("CALL_DTMF_START", seen)));
        }

        @Override
        public boolean press(char key) {
            baresip.control().choose(callee());
            baresip.control().press(key);
            return true;
        }

        /** Its account that is called: Kamailio keeps the encryption to itself. */
        private String callee() {
            return combination.peer() == Peer.KAMAILIO
                    ? combination.codec().word()
                    : name(combination);
        }

        @Override
        public void close() {
            hangup();
        }
    }

    /**
     * linphonec, registered as one of our users; one for each case, because it reads at its start what it is to speak. Where it insists on
     * encryption it is dialled by a trunk: a phone is offered plain sound.
     */
    public record OfLinphone(Linphone linphone, String address, String gateway) implements FarEnd {
        private static final int HZ = 600;

        public static OfLinphone start(
                Path folder,
                Combination combination,
                String user,
                int registrar,
                String gateway,
                int port) {
            var encryption =
                    switch (combination.encryption()) {
                        case RTP -> "none";
                        case SDES -> "srtp";
                        case DTLS -> "dtls";
                    };
            var account =
                    new Linphone.Account(
                            user,
                            user,
                            registrar,
                            combination.transport().parameter(),
                            encryption,
                            LINPHONE.get(combination.codec()),
                            combination.codec() == Codec.OPUS ? 48_000 : 8000,
                            combination.transport() == Transport.TLS ? 0 : port);
            var address =
                    combination.encryption() == Encryption.RTP ? user : trunk(combination) + user;
            return new OfLinphone(Linphone.start(folder, account, HZ), address, gateway);
        }

        @Override
        public int hz() {
            return HZ;
        }

        @Override
        public void forget() {}

        @Override
        public void call(String callee) {
            linphone.dial(gateway.formatted(callee));
        }

        @Override
        public void hangup() {
            linphone.hangup();
        }

        @Override
        public Sound heard() {
            return linphone.heard();
        }

        @Override
        public Optional<String> keysHeard() {
            return Optional.of(linphone.keysHeard());
        }

        @Override
        public boolean press(char key) {
            linphone.press(key);
            return true;
        }

        @Override
        public void close() {
            linphone.close();
        }
    }

    /** SIPp, which sends back what it hears, keys too; one that answers, and another one for each call that it makes. */
    public record OfSipp(
            Path folder,
            Sipp.Speech speech,
            Certificate certificate,
            Sipp answering,
            List<Sipp> calling,
            int gateway,
            String address)
            implements FarEnd {
        public static OfSipp start(
                Path folder, Combination combination, Certificate certificate, int gateway) {
            var codec = SPEECH.get(combination.codec());
            var speech =
                    new Sipp.Speech(
                            codec.codec(),
                            codec.payloadType(),
                            codec.keysRate(),
                            combination.transport().parameter());
            var answering = Sipp.echoing(folder.resolve("answers"), speech, certificate);
            var address =
                    "sip:echo@127.0.0.1:%d;transport=%s"
                            .formatted(answering.port(), combination.transport().parameter());
            return new OfSipp(
                    folder, speech, certificate, answering, new ArrayList<>(), gateway, address);
        }

        @Override
        public int hz() {
            return 1000;
        }

        @Override
        public boolean echoes() {
            return true;
        }

        @Override
        public void forget() {}

        @Override
        public void call(String user) {
            calling.add(
                    Sipp.callingOnce(folder.resolve("calls"), speech, certificate, user, gateway));
        }

        @Override
        public void hangup() {
            throw new UnsupportedOperationException("its scenario waits until it is hung up");
        }

        @Override
        public Sound heard() {
            return Sound.silence(8000, Duration.ZERO);
        }

        @Override
        public Optional<String> keysHeard() {
            return Optional.empty();
        }

        @Override
        public boolean press(char key) {
            return false;
        }

        @Override
        public void close() {
            answering.close();
            calling.forEach(Sipp::close);
        }
    }

    /** What numbers of the trunk to a peer begin with, which is left out on the way there. */
    public static String trunk(Combination combination) {
        return trunk(combination.peer(), combination.transport(), combination.encryption()) + "-";
    }

    public static String trunk(Peer peer, Transport transport, Encryption encryption) {
        return peer.name().toLowerCase(java.util.Locale.ROOT)
                + "-"
                + transport.parameter()
                + "-"
                + encryption.word();
    }

    /** Whether a peer is reached by trunks: SIPp is dialled by address. */
    public static boolean hasTrunk(Peer peer) {
        return peer != Peer.SIPP;
    }

    public static int port(Asterisk asterisk, Transport transport) {
        return transport == Transport.TLS ? asterisk.tlsPort() : asterisk.port();
    }

    public static int port(Kamailio kamailio, Transport transport) {
        return transport == Transport.TLS ? kamailio.tlsPort() : kamailio.port();
    }

    public static int port(Baresip baresip, Transport transport) {
        return transport == Transport.TLS ? baresip.port() + 1 : baresip.port();
    }
}
