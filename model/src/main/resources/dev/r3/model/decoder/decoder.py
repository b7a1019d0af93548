# The decoder of every family, as TorchScript. Java packs this text into an archive with the attributes below filled in
# from the model's config, and hands in the weights; see TorchScriptDecoder.
#
# B batch   T tokens   H hidden   N query heads   K key/value heads   G = N / K   D head size   R rotary size
# I intermediate   V vocabulary   L layers
#
# In serialised TorchScript a dtype is a number (6 float32, 11 bool, 15 bfloat16) and every cast is spelled out.
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  key_value_heads : int
  head_size : int
  rotary_size : int
  norm_epsilon : float
  rotary_scale : float        # what sines and cosines are multiplied by
  windows : List[int]         # a layer's tokens see so many last tokens; 0 for all
  frequencies : Tensor        # [2, R / 2] radians a position: for sequences within the first context, and beyond
  weights : List[Tensor]      # embedding, 12 a layer (see layer), final norm, output; absent ones have no elements

  # ---- weights ----

  def set_weights(self: __torch__.Decoder, weights: List[Tensor]) -> int:
    self.weights = weights
    return len(weights)

  # Writes rows [row, row + rows of chunk) of a weight, cast to its type.
  def write_rows(self: __torch__.Decoder, weight: int, row: int, chunk: Tensor) -> int:
    end = row + torch.size(chunk, 0)
    torch.copy_(torch.slice(self.weights[weight], 0, row, end, 1), chunk)
    return end

  # ---- one layer ----

  def linear(self: __torch__.Decoder, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.gt(torch.numel(bias), 0):
      y = torch.linear(x, weight, bias)
    else:
      y = torch.linear(x, weight)
    return y

  def norm(self: __torch__.Decoder, x: Tensor, gain: Tensor) -> Tensor:
    y = x
    if torch.gt(torch.numel(gain), 0):
      y = torch.rms_norm(x, [torch.size(x, -1)], gain, self.norm_epsilon)
    return y

  # Turns the first R numbers of each head by its position's angles; number i pairs with i + R / 2.
  def rotate(self: __torch__.Decoder, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    R = self.rotary_size
    turned = torch.slice(x, 3, 0, R, 1)                                         # [B, N, T, R]
    first, second = torch.chunk(turned, 2, -1)
    turned = turned * cosines + torch.cat([torch.neg(second), first], -1) * sines
    return torch.cat([turned, torch.slice(x, 3, R, self.head_size, 1)], -1)     # [B, N, T, D]

  # [B, K, T, D] to [B, N, T, D]: each key/value head serves G neighbouring query heads.
  def for_each_query(self: __torch__.Decoder, x: Tensor) -> Tensor:
    B = torch.size(x, 0)
    T = torch.size(x, 2)
    N = self.heads
    K = self.key_value_heads
    D = self.head_size
    return torch.reshape(torch.expand(torch.unsqueeze(x, 2), [B, K, N // K, T, D]), [B, N, T, D])

  # mask: [B, 1, T, T], added to the scores
  def attention(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor, mask: Tensor) -> Tensor:
    B = torch.size(x, 0)
    T = torch.size(x, 1)
    N = self.heads
    K = self.key_value_heads
    D = self.head_size
    qkv = torch.view(self.linear(x, w[1], w[2]), [B, T, N + 2 * K, D])
    q = self.norm(torch.slice(qkv, 2, 0, N, 1), w[3])                           # [B, T, N, D]
    k = self.norm(torch.slice(qkv, 2, N, N + K, 1), w[4])                       # [B, T, K, D]
    v = torch.transpose(torch.slice(qkv, 2, N + K, N + 2 * K, 1), 1, 2)         # [B, K, T, D]
    q = self.rotate(torch.transpose(q, 1, 2), cosines, sines)                   # [B, N, T, D]
    k = self.rotate(torch.transpose(k, 1, 2), cosines, sines)                   # [B, K, T, D]
    y = torch.scaled_dot_product_attention(q, self.for_each_query(k), self.for_each_query(v), mask, 0., False)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, T, N * D])                  # [B, T, N * D]
    return self.linear(y, w[5], w[6])                                           # [B, T, H]

  def feed_forward(self: __torch__.Decoder, x: Tensor, w: List[Tensor]) -> Tensor:
    gate, up = torch.chunk(self.linear(x, w[8], w[9]), 2, -1)                   # [B, T, I] each
    return self.linear(torch.silu(gate) * up, w[10], w[11])                     # [B, T, H]

  # w: attention norm, query|key|value and bias, query norm, key norm, output and bias,
  #    feed-forward norm, gate|up and bias, down and bias
  def layer(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor, mask: Tensor) -> Tensor:
    x = x + self.attention(self.norm(x, w[0]), w, cosines, sines, mask)
    return x + self.feed_forward(self.norm(x, w[7]), w)

  # ---- the whole ----

  # Angles of each token's position in its row: [B, 1, T, R], the two halves alike.
  def angles(self: __torch__.Decoder, positions: Tensor, beyond: Tensor) -> Tensor:
    row = torch.unsqueeze(torch.index_select(self.frequencies, 0, beyond), 1)   # [B, 1, R / 2]
    half = torch.unsqueeze(torch.to(positions, 6), 2) * row                     # [B, T, R / 2]
    return torch.unsqueeze(torch.cat([half, half], -1), 1)                      # [B, 1, T, R]

  # 0 where a token may look: at itself and at valid tokens before it, within the window. A large negative number
  # elsewhere; not infinity, which would make a row that sees nothing NaN.
  def mask(self: __torch__.Decoder, valid: Tensor, window: int) -> Tensor:
    B = torch.size(valid, 0)
    T = torch.size(valid, 1)
    index = torch.arange(T)
    distance = torch.unsqueeze(index, 1) - torch.unsqueeze(index, 0)            # [T, T]
    near = torch.ge(distance, 0)
    if torch.gt(window, 0):
      near = torch.logical_and(near, torch.lt(distance, window))
    seen = torch.logical_and(near, torch.view(valid, [B, 1, 1, T]))             # [B, 1, T, T]
    return torch.masked_fill(torch.zeros([B, 1, T, T], dtype=6), torch.logical_not(seen), -1e30)

  # tokens, positions: [B, T] int64; valid: [B, T] bool, false for padding; beyond: [B] int64, the row of frequencies
  def hidden(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    weights = self.weights
    x = torch.embedding(weights[0], tokens)                                     # [B, T, H]
    dtype = ops.prim.dtype(x)
    angles = self.angles(positions, beyond)
    cosines = torch.to(torch.cos(angles) * self.rotary_scale, dtype)
    sines = torch.to(torch.sin(angles) * self.rotary_scale, dtype)
    window = 0
    mask = torch.to(self.mask(valid, window), dtype)
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        mask = torch.to(self.mask(valid, window), dtype)
      start = 1 + 12 * i
      x = self.layer(x, torch.slice(weights, start, start + 12, 1), cosines, sines, mask)
    return self.norm(x, weights[1 + 12 * self.layers])                          # [B, T, H]

  def logits(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    output = self.weights[2 + 12 * self.layers]
    if torch.eq(torch.numel(output), 0):
      output = self.weights[0]
    return torch.to(torch.linear(self.hidden(tokens, positions, valid, beyond), output), 6)    # [B, T, V]

  # [B, T]: log-probability of each token given those before it; 0 for the first token of a row and for padding.
  def token_log_probs(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    B = torch.size(tokens, 0)
    T = torch.size(tokens, 1)
    logits = torch.slice(self.logits(tokens, positions, valid, beyond), 1, 0, T - 1, 1)
    next = torch.unsqueeze(torch.slice(tokens, 1, 1, T, 1), 2)
    chosen = torch.squeeze(torch.gather(torch.log_softmax(logits, -1), 2, next), 2)            # [B, T - 1]
    judged = torch.logical_and(torch.slice(valid, 1, 0, T - 1, 1), torch.slice(valid, 1, 1, T, 1))
    chosen = torch.masked_fill(chosen, torch.logical_not(judged), 0.)
    return torch.cat([torch.zeros([B, 1], dtype=6), chosen], 1)
