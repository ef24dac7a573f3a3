package org.ringdown.interop.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One row of the matrix: a value of each column. */
public record Combination(
        Client client, Peer peer, Transport transport, Encryption encryption, Codec codec) {
    /** What the visitor's side is. */
    public enum Client {
        PAGE("page"),
        JSSIP("JsSIP"),
        SIPJS("SIP.js");

        private final String title;

        Client(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** What the SIP side is. */
    public enum Peer {
        ASTERISK("Asterisk"),
        KAMAILIO("Kamailio"),
        BARESIP("baresip"),
        LINPHONEC("linphonec"),
        SIPP("SIPp");

        private final String title;

        Peer(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** How SIP travels between the gateway and the peer. */
    public enum Transport {
        UDP,
        TCP,
        TLS;

        /** As a URI's parameter has it. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the sound between the gateway and the peer is protected. */
    public enum Encryption {
        RTP,
        SDES,
        DTLS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The only codec that the peer has. G.711 is PCMA here; {@code ChromiumTest} has PCMU. */
    public enum Codec {
        G711("G.711", "pcma"),
        G722("G.722", "g722"),
        OPUS("Opus", "opus");

        private final String title;
        private final String word;

        Codec(String title, String word) {
            this.title = title;
            this.word = word;
        }

        public String word() {
            return word;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** All that the columns allow, possible or not, in their order. */
    public static List<Combination> all() {
        var all = new ArrayList<Combination>();
        for (var client : Client.values())
            for (var peer : Peer.values())
                for (var transport : Transport.values())
                    for (var encryption : Encryption.values())
                        for (var codec : Codec.values())
                            all.add(new Combination(client, peer, transport, encryption, codec));
        return all;
    }

    /** Those that the peers can do. */
    public static List<Combination> possible() {
        return all().stream().filter(each -> each.impossible().isEmpty()).toList();
    }

    /** Why the peer cannot do this; empty if it can. */
    public Optional<String> impossible() {
        return Abilities.lack(peer, transport, encryption, codec);
    }

    /** Why a hold is not part of the try; empty where it is. */
    public Optional<String> withoutHold() {
        return Abilities.lackOfHold(peer);
    }

    /** Why the far end is not given to somebody else; empty where it is. */
    public Optional<String> withoutTransfer() {
        return Abilities.lackOfTransfer(peer);
    }

    /** The values, in the order of the columns. */
    List<Enum<?>> values() {
        return List.of(client, peer, transport, encryption, codec);
    }

    @Override
    public String toString() {
        return "%s with %s over %s, %s, %s".formatted(client, peer, transport, encryption, codec);
    }
}
