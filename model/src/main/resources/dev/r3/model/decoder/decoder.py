# The decoder of every family, as TorchScript. Java packs this text, with cache.py, sampling.py and training.py behind it
# as more methods of the class, into an archive with the attributes below filled in from the model's config, and hands
# in the weights; see Decoder.java.
#
# B batch   T tokens   H hidden   N query heads   K key/value heads   G = N / K   D head size   R rotary size
# I intermediate   V vocabulary   L layers   S rows of the cache   C tokens a row of the cache holds
# P trunks   M most rows of a trunk   r rank of the adapters
#
# In serialised TorchScript a dtype is a number (4 int64, 6 float32, 7 float64, 11 bool, 15 bfloat16) and every cast is
# spelled out.
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
  weights : List[Tensor]      # embedding, 12 a layer (see layer), final norm, output; absent ones have no elements;
                              # then the adapters', if there are any, 8 a layer (see adapt)
  widened : bool              # whether bfloat16 products of many rows run in float32 (see widens)
  adapted : bool              # whether the adapters count
  adapter_scale : float       # alpha / r
  adapter_masks : List[Tensor]  # of a layer's four B: 0 where it must stay 0; without elements where nothing must
  keys : List[Tensor]         # a layer's cache: [S, K, C, D]
  values : List[Tensor]
  gradients : List[Tensor]    # of each weight; without elements for one that isn't trained
  first_moments : List[Tensor]
  second_moments : List[Tensor]
  streams : List[Tensor]      # what the forward pass of training keeps for the backward pass
  inputs : List[Tensor]
  outputs : List[Tensor]
  trunk_masks : List[Tensor]
  branch_masks : List[Tensor]
  judged : List[Tensor]
  scores : List[Tensor]
  updated : List[Tensor]

  # ---- weights ----

  def set_weights(self: __torch__.Decoder, weights: List[Tensor]) -> int:
    self.weights = weights
    return len(weights)

  # For the scripts of other lanes.
  def shared_weights(self: __torch__.Decoder) -> List[Tensor]:
    return self.weights

  # Without its adapters the model is the base.
  def set_adapted(self: __torch__.Decoder, adapted: bool) -> int:
    self.adapted = adapted
    return len(self.weights)

  # Java can't make bfloat16 tensors.
  def set_bfloat16_weights(self: __torch__.Decoder, shapes: List[List[int]]) -> int:
    weights: List[Tensor] = []
    for i in range(len(shapes)):
      weights.append(torch.zeros(shapes[i], dtype=15))
    self.weights = weights
    return len(weights)

  # What belongs to each weight: 0 itself, 1 its gradient, 2 and 3 its moments (see training.py).
  def kind(self: __torch__.Decoder, kind: int) -> List[Tensor]:
    kinds = [self.weights, self.gradients, self.first_moments, self.second_moments]
    return kinds[kind]

  # One of those as files store it: projections are [out, in] there.
  def stored(self: __torch__.Decoder, kind: int, weight: int, transposed: bool) -> Tensor:
    x = self.kind(kind)[weight]
    if transposed:
      x = torch.t(x)
    return x

  # Rows [row, end) of one of those, and of a matrix columns [column, last).
  def block(self: __torch__.Decoder, kind: int, weight: int, transposed: bool, row: int, end: int, column: int, last: int) -> Tensor:
    rows = torch.slice(self.stored(kind, weight, transposed), 0, row, end, 1)
    if torch.gt(torch.dim(rows), 1):
      rows = torch.slice(rows, 1, column, last, 1)
    return rows

  # Writes a block, cast to the type.
  def write_block(self: __torch__.Decoder, kind: int, weight: int, transposed: bool, row: int, end: int, column: int, last: int, chunk: Tensor) -> int:
    torch.copy_(self.block(kind, weight, transposed, row, end, column, last), chunk)
    return end

  # A block as float32.
  def read_block(self: __torch__.Decoder, kind: int, weight: int, transposed: bool, row: int, end: int, column: int, last: int) -> Tensor:
    block = self.block(kind, weight, transposed, row, end, column, last)
    return torch.clone(torch.detach(torch.to(block, 6)), memory_format=0)

  # Where a layer's adapters begin among the weights.
  def first_adapter(self: __torch__.Decoder, i: int) -> int:
    return 3 + 12 * self.layers + 8 * i

  # A layer's 12 weights, and behind them its 8 adapters' if they count.
  def layer_weights(self: __torch__.Decoder, i: int) -> List[Tensor]:
    w = torch.slice(self.weights, 1 + 12 * i, 13 + 12 * i, 1)
    if self.adapted:
      first = self.first_adapter(i)
      w = torch.add(w, torch.slice(self.weights, first, first + 8, 1))
    return w

  # ---- one layer ----

  # Whether x is so many rows of bfloat16 that float32 products are faster, conversion included, on a processor that has
  # no such products itself: the same sums, rounded once at their end.
  def widens(self: __torch__.Decoder, x: Tensor) -> bool:
    return torch.__and__(self.widened, torch.ge(torch.numel(x), 32 * torch.size(x, -1)))

  # x W + b, adapted: x [B, T, in], w[i] is W [in, out], w[i + 1] is b. In this order of dimensions the product of few
  # rows is up to twice as fast.
  def linear(self: __torch__.Decoder, x: Tensor, w: List[Tensor], i: int, adapter: int) -> Tensor:
    if self.widens(x):
      y = torch.to(torch.matmul(torch.to(x, 6), torch.to(w[i], 6)), ops.prim.dtype(x))
    else:
      y = torch.matmul(x, w[i])
    if torch.gt(torch.numel(w[i + 1]), 0):
      y = torch.add_(y, w[i + 1])
    return self.adapt(y, x, w, adapter)

  # z + x W + b, adapted, in one pass
  def add_linear(self: __torch__.Decoder, z: Tensor, x: Tensor, w: List[Tensor], i: int, adapter: int) -> Tensor:
    flat_z = torch.flatten(z, 0, 1)
    flat_x = torch.flatten(x, 0, 1)
    if self.widens(x):
      flat = torch.to(torch.addmm(torch.to(flat_z, 6), torch.to(flat_x, 6), torch.to(w[i], 6)), ops.prim.dtype(x))
    else:
      flat = torch.addmm(flat_z, flat_x, w[i])
    y = torch.view_as(flat, z)
    if torch.gt(torch.numel(w[i + 1]), 0):
      y = torch.add_(y, w[i + 1])
    return self.adapt(y, x, w, adapter)

  # y + (x A) B alpha / r (arXiv 2106.09685, section 4.1), where the layer has this adapter: w[adapter] is A [in, k r],
  # w[adapter + 1] is B [k r, out]. W may be k projections side by side: then so are their A, and B has a block for each
  # and is 0 elsewhere.
  def adapt(self: __torch__.Decoder, y: Tensor, x: Tensor, w: List[Tensor], adapter: int) -> Tensor:
    adapted = y
    if torch.gt(len(w), adapter):
      if torch.gt(torch.numel(w[adapter]), 0):
        low = torch.matmul(torch.flatten(x, 0, 1), w[adapter])                  # [B * T, k r]
        flat = torch.addmm_(torch.flatten(y, 0, 1), low, w[adapter + 1], beta=1, alpha=self.adapter_scale)
        adapted = torch.view_as(flat, y)
    return adapted

  # x / sqrt(mean(x^2) + epsilon) times the gain; x itself if there is no gain
  def norm(self: __torch__.Decoder, x: Tensor, gain: Tensor) -> Tensor:
    y = x
    if torch.gt(torch.numel(gain), 0):
      length = torch.linalg_vector_norm(x, 2, [-1], True, dtype=6)              # [..., 1]
      size = torch.rsqrt(torch.div(length * length, torch.size(x, -1)) + self.norm_epsilon)
      y = torch.to(torch.to(x, 6) * size, ops.prim.dtype(x)) * gain
    return y

  # Turns the first R numbers of each head by its position's angles; number i pairs with i + R / 2. x: [B, T, heads, D]
  def rotate(self: __torch__.Decoder, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    R = self.rotary_size
    D = self.head_size
    turned = x
    if torch.lt(R, D):
      turned = torch.slice(x, 3, 0, R, 1)                                       # [B, T, heads, R]
    first, second = torch.chunk(turned, 2, -1)
    turned = torch.addcmul(turned * cosines, torch.cat([second, first], -1), sines)
    if torch.lt(R, D):
      turned = torch.cat([turned, torch.slice(x, 3, R, D, 1)], -1)
    return turned                                                               # [B, T, heads, D]

  # Queries and keys, turned, and values of x [B, T, H]: [B, T, N, D], [B, T, K, D], [B, T, K, D].
  def project(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    N = self.heads
    K = self.key_value_heads
    qkv = torch.view(self.linear(x, w, 1, 12), [torch.size(x, 0), torch.size(x, 1), N + 2 * K, self.head_size])
    qk, v = torch.split_with_sizes(qkv, [N + K, K], 2)
    if torch.gt(torch.numel(w[3]), 0):
      q, k = torch.split_with_sizes(qk, [N, K], 2)
      qk = torch.cat([self.norm(q, w[3]), self.norm(k, w[4])], 2)
    q, k = torch.split_with_sizes(self.rotate(qk, cosines, sines), [N, K], 2)
    return (q, k, v)

  # Attention of q [B, T, N, D] to k, v [B, K, keys, D] under a mask added to the scores: [B, T, N * D]. A key/value
  # head's G query heads become more queries, [B, K, T * G, D], so that no key is copied for them.
  def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    B = torch.size(q, 0)
    T = torch.size(q, 1)
    N = self.heads
    K = self.key_value_heads
    D = self.head_size
    if torch.gt(T, 1):
      q = torch.transpose(torch.view(q, [B, T, K, N // K, D]), 1, 2)            # [B, K, T, G, D]
    q = torch.reshape(q, [B, K, T * (N // K), D])
    y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
    if torch.gt(T, 1):
      y = torch.transpose(torch.view(y, [B, K, T, N // K, D]), 1, 2)            # [B, T, K, G, D]
    return torch.reshape(y, [B, T, N * D])

  # w: attention norm, query|key|value and bias, query norm, key norm, output and bias,
  #    feed-forward norm, gate|up and bias, down and bias; A and B of query|key|value, output, gate|up, down
  def layer(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor, mask: Tensor) -> Tensor:
    q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
    y = self.attend(q, torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), mask)
    return self.after_attention(x, y, w)

  # What a layer adds to x once it has attended to y [B, T, N * D].
  def after_attention(self: __torch__.Decoder, x: Tensor, y: Tensor, w: List[Tensor]) -> Tensor:
    x = self.add_linear(x, y, w, 5, 14)
    gate, up = torch.chunk(self.linear(self.norm(x, w[7]), w, 8, 16), 2, -1)  # [B, T, I] each
    return self.add_linear(x, torch.silu(gate) * up, w, 10, 18)                 # [B, T, H]

  # ---- positions and masks ----

  # Cosines and sines of each token's angles, [B, T, 1, R]: the second half repeats the first, and the first half's
  # sines are negated because the number there gives what is subtracted.
  def turns(self: __torch__.Decoder, positions: Tensor, beyond: Tensor, dtype: int) -> Tuple[Tensor, Tensor]:
    row = torch.unsqueeze(torch.index_select(self.frequencies, 0, beyond), 1)   # [B, 1, R / 2]
    angles = torch.unsqueeze(torch.unsqueeze(torch.to(positions, 6), 2) * row, 2)               # [B, T, 1, R / 2]
    cosines = torch.cos(angles) * self.rotary_scale
    sines = torch.sin(angles) * self.rotary_scale
    cosines = torch.to(torch.cat([cosines, cosines], -1), dtype)
    return (cosines, torch.to(torch.cat([torch.neg(sines), sines], -1), dtype))

  # [B, 1, T * G, keys] (or [B, 1, 1, keys] for single tokens), from which keys each query sees, [B, T, keys]: 0 for
  # those, a large negative number elsewhere; not infinity, which would make a row that sees nothing NaN.
  def mask(self: __torch__.Decoder, sees: Tensor, dtype: int) -> Tensor:
    B = torch.size(sees, 0)
    T = torch.size(sees, 1)
    keys = torch.size(sees, 2)
    G = self.heads // self.key_value_heads
    if torch.gt(T, 1):
      sees = torch.reshape(torch.expand(torch.unsqueeze(sees, 2), [B, T, G, keys]), [B, T * G, keys])
    zeros = torch.to(torch.zeros_like(sees, dtype=6), dtype)
    return torch.unsqueeze(torch.masked_fill(zeros, torch.logical_not(sees), -1e30), 1)

  # Which keys, by their index, lie at or before a query's and within the window: [B, T, keys]. queries: [B, T]
  def near(self: __torch__.Decoder, queries: Tensor, keys: int, window: int) -> Tensor:
    distance = torch.unsqueeze(queries, 2) - torch.view(torch.arange(keys), [1, 1, keys])
    near = torch.ge(distance, 0)
    if torch.gt(window, 0):
      near = torch.logical_and(near, torch.lt(distance, window))
    return near

  # Which keys of their trunks queries at positions [B, T] see; offsets: [B, 1], how much of it belongs to the row.
  def near_in_trunk(self: __torch__.Decoder, positions: Tensor, offsets: Tensor, keys: int, window: int) -> Tensor:
    own = torch.lt(torch.view(torch.arange(keys), [1, 1, keys]), torch.unsqueeze(offsets, 2))
    return torch.logical_and(self.near(positions, keys, window), own)

  # ---- whole sequences ----

  # tokens, positions: [B, T] int64; valid: [B, T] bool, false for padding; beyond: [B] int64, the row of frequencies
  def hidden(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    weights = self.weights
    T = torch.size(tokens, 1)
    x = torch.embedding(weights[0], tokens)                                     # [B, T, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    index = torch.expand_as(torch.unsqueeze(torch.arange(T), 0), tokens)
    window = -1
    mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        mask = self.mask(torch.logical_and(self.near(index, T, window), torch.unsqueeze(valid, 1)), dtype)
      x = self.layer(x, self.layer_weights(i), cosines, sines, mask)
    return self.norm(x, weights[1 + 12 * self.layers])                          # [B, T, H]

  # Whether x is so few rows that float32 products with a wide [out, in] are faster the other way round.
  def few(self: __torch__.Decoder, x: Tensor) -> bool:
    few = False
    if torch.eq(torch.dim(x), 2):
      few = torch.__and__(torch.le(torch.size(x, 0), 16), torch.eq(ops.prim.dtype(x), 6))
    return few

  # Scores of the next token, float32, from normed hidden states.
  def score(self: __torch__.Decoder, x: Tensor) -> Tensor:
    output = self.weights[2 + 12 * self.layers]
    if torch.eq(torch.numel(output), 0):
      output = self.weights[0]
    if self.few(x):
      scores = torch.t(torch.matmul(output, torch.t(x)))
    else:
      scores = torch.linear(x, output)
    return torch.to(scores, 6)

  def logits(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    return self.score(self.hidden(tokens, positions, valid, beyond))            # [B, T, V]

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
