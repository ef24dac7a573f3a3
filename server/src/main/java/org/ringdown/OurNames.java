package org.ringdown;

import java.util.HashSet;
import java.util.Set;
import org.ringdown.config.Configuration;
import org.ringdown.tls.KeyFiles;

/** By which names far ends call this gateway: those that are configured, and those that its certificates prove. */
final class OurNames {
    private OurNames() {}

    static Set<String> of(Configuration configuration) {
        var names = new HashSet<>(configuration.sip().domains());
        configuration
                .http()
                .tls()
                .ifPresent(tls -> names.addAll(new KeyFiles(tls.cert(), tls.key()).names()));
        configuration
                .sip()
                .tls()
                .ifPresent(tls -> names.addAll(new KeyFiles(tls.cert(), tls.key()).names()));
        return Set.copyOf(names);
    }
}
