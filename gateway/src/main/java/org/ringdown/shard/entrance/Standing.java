package org.ringdown.shard.entrance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ringdown.leg.sip.MediaPolicy;
import org.ringdown.leg.sip.Trust;
import org.ringdown.leg.sip.Whose;
import org.ringdown.route.Caller;
import org.ringdown.shard.dialog.InviteUsage;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.trunk.Trunk;

/** What follows from who calls: what they may dial, what they are believed, whose far end they are. */
record Standing(Guard.Who who) {
    /** What somebody may dial; whoever calls by a line is a stranger here. */
    Caller policy(String call) {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _)) ->
                    Caller.onTrunk(trunk.name(), call);
            case Guard.Who.User(var name) -> new Caller(name, List.of(), name);
            case Guard.Who.Peer _, Guard.Who.Stranger _ -> new Caller("", List.of(), call);
        };
    }

    Optional<String> user() {
        return who instanceof Guard.Who.User(var name) ? Optional.of(name) : Optional.empty();
    }

    /** Whether it is a trunk, or the registrar of a line. */
    boolean isPeer() {
        return who instanceof Guard.Who.Peer;
    }

    /** What a peer calls, where its Request-URI is the address that we gave it: nobody else is to learn that one. */
    Optional<String> number() {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(_, var number)) -> Optional.of(number);
            case Guard.Who.Peer(Callers.Known.OnLine(var user, _, _)) -> Optional.of(user);
            case Guard.Who.User _, Guard.Who.Stranger _ -> Optional.empty();
        };
    }

    Trust trust() {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _)) ->
                    Trust.trunk(trunk.identity().trusted(), trunk.identity().headers());
            case Guard.Who.User _ -> Trust.OURS;
            case Guard.Who.Peer _, Guard.Who.Stranger _ -> Trust.NONE;
        };
    }

    /** What is agreed about the sound. */
    MediaPolicy media() {
        return trunk().map(Trunk::media).map(MediaPolicy::of).orElse(MediaPolicy.USUAL);
    }

    /** What they may ask within their calls. */
    Set<Trunk.Ask> may() {
        return trunk().map(Trunk::may).orElse(Trunk.Ask.ALL);
    }

    private Optional<Trunk> trunk() {
        return who instanceof Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _))
                ? Optional.of(trunk)
                : Optional.empty();
    }

    Whose whose() {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _)) -> Whose.trunk(trunk);
            case Guard.Who.Peer(Callers.Known.OnLine(_, var account, var transfer)) ->
                    Whose.line(account, transfer);
            case Guard.Who.User(var name) -> Whose.user(name);
            case Guard.Who.Stranger _ -> Whose.NOBODYS;
        };
    }

    /** A peer where we have an account may ask for its password within the call, too. */
    Optional<InviteUsage.Peer> peer(Flow flow) {
        return who instanceof Guard.Who.Peer(var known)
                ? known.account()
                        .map(name -> new InviteUsage.Peer(name, flow.remote().getAddress()))
                : Optional.empty();
    }
}
