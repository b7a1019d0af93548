package dev.r3.infra.temporal;

import dev.r3.infra.settings.TemporalTls;
import dev.r3.infra.settings.TemporalTls.ClientCertificate;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes of settings what the client speaks TLS with. */
final class TlsContext {

    private TlsContext() {}

    /**
     * Reads the files.
     *
     * @throws IOException if one can't be read or is not what it should be; the message names it
     */
    static SslContext of(TemporalTls tls) throws IOException {
        if (tls.client().isEmpty()) {
            return build(tls, SimpleSslContextBuilder.noKeyOrCertChain());
        }
        ClientCertificate client = tls.client().get();
        try (InputStream chain = Files.newInputStream(client.chain());
                InputStream key = Files.newInputStream(client.key())) {
            return build(tls, SimpleSslContextBuilder.forPKCS8(chain, key));
        } catch (IllegalArgumentException e) {
            // The client's word for a file that holds no certificate, or no key.
            throw new IOException(
                    "%s and %s are no certificate and private key (PKCS #8), both in PEM"
                            .formatted(client.chain(), client.key()),
                    e);
        }
    }

    private static SslContext build(TemporalTls tls, SimpleSslContextBuilder builder) throws IOException {
        if (tls.authorities().isPresent()) {
            builder.setTrustManager(trust(tls.authorities().get()));
        }
        return builder.build();
    }

    private static TrustManager trust(Path authorities) throws IOException {
        try (InputStream pem = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            if (store.size() == 0) {
                throw new CertificateException("it holds none");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException("%s has no certificates in PEM: %s".formatted(authorities, e.getMessage()), e);
        }
    }
}
